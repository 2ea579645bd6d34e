package dev.convoke.store;

/** The store could not do what was asked: a defect or an outage, never a person's mistake. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the numbers that explain it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause in a library. */
    public StoreException(String message) {
        super(message);
    }
}
