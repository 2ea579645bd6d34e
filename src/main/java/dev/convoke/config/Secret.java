package dev.convoke.config;

/** A password in memory. It prints as {@code [redacted]}, so that no log and no exception message can hold it. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a password; it may be empty. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The password in clear, for the wire. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
