package dev.convoke.operator;

import java.util.Optional;

/**
 * What becomes of a value that may be unset.
 *
 * @param <T> what the value is, when it is set
 */
public sealed interface Change<T> {

    /** It stays as it is. */
    record Keep<T>() implements Change<T> {}

    /** It is unset: there is none, or what the server's setting says holds. */
    record Clear<T>() implements Change<T> {}

    /** It is set. */
    record To<T>(T value) implements Change<T> {}

    /** It stays as it is. */
    static <T> Change<T> keep() {
        return new Keep<>();
    }

    /** It is unset. */
    static <T> Change<T> clear() {
        return new Clear<>();
    }

    /** It is set. */
    static <T> Change<T> to(T value) {
        return new To<>(value);
    }

    /** What it is to be; empty if it is kept or unset. */
    default Optional<T> wanted() {
        return this instanceof To<T> to ? Optional.of(to.value()) : Optional.empty();
    }

    /** What it is afterwards. */
    default Optional<T> applyTo(Optional<T> before) {
        return this instanceof Keep<T> ? before : wanted();
    }
}
