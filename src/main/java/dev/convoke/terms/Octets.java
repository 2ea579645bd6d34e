package dev.convoke.terms;

import java.util.Arrays;

/** Octets as a value: they do not change, and two with the same octets are equal. What they say is never shown. */
public final class Octets {

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** Copies the octets. */
    public static Octets of(byte[] octets) {
        return new Octets(octets.clone());
    }

    /** How many there are. */
    public int count() {
        return octets.length;
    }

    /** A copy of them. */
    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
