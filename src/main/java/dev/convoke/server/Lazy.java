package dev.convoke.server;

import org.jspecify.annotations.Nullable;

/**
 * Two parts that need each other: the one that is built first gets this in place of the other, which is put in before anything
 * starts. Written once by the thread that wires, read by any.
 */
final class Lazy<T> {

    private volatile @Nullable T part;

    /** Puts the part in. */
    void set(T built) {
        part = built;
    }

    /** The part. */
    T get() {
        T built = part;
        if (built == null) {
            throw new IllegalStateException("used before it was wired");
        }
        return built;
    }
}
