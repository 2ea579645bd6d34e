package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What came of an action.
 *
 * @param <T> what there is to tell if it was done
 */
public sealed interface Result<T> {

    /** It was done. */
    record Done<T>(T value) implements Result<T> {}

    /**
     * It was not done, because values in it break rules.
     *
     * @param errors at least one, in the order of the action's fields
     */
    record Invalid<T>(List<FieldError> errors) implements Result<T> {
        /** Copies the list. */
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** What there may be none of. */
    enum Subject {
        /** No room of that number. */
        ROOM,
        /** No booking of that id. */
        BOOKING,
        /** No ban of that phone number from the room. */
        BAN,
        /** No block, or exception from one, of that pattern. */
        BLOCK,
        /** No meeting of that id in the room. */
        MEETING,
        /** No meeting at all in the room. */
        ANY_MEETING
    }

    /**
     * It was not done, because what it is about is not there.
     *
     * @param subject of what there is none
     * @param room the room that it is about, if it is about one
     * @param sentence the same in words, without full stop
     */
    record NotFound<T>(Subject subject, Optional<ConferenceNumber> room, String sentence) implements Result<T> {}

    /** What may be in the way. */
    enum Obstacle {
        /** Another room has the conference number, or the service number. */
        NUMBER_TAKEN,
        /** Another room has the service number. */
        SERVICE_NUMBER_TAKEN,
        /** None of the conference numbers that were tried is free. */
        NO_FREE_NUMBER,
        /** The room has a booking at that time. */
        TIME_TAKEN
    }

    /**
     * It was not done, because something that is there is in the way.
     *
     * @param obstacle what
     * @param room the room that it is about, if it is about one
     * @param sentence the same in words, without full stop
     */
    record Conflict<T>(Obstacle obstacle, Optional<ConferenceNumber> room, String sentence) implements Result<T> {}

    /** One function for each case. */
    default <R> R fold(
            Function<T, R> done,
            Function<List<FieldError>, R> invalid,
            Function<NotFound<T>, R> notFound,
            Function<Conflict<T>, R> conflict) {
        if (this instanceof Done<T> it) {
            return done.apply(it.value());
        }
        if (this instanceof Invalid<T> it) {
            return invalid.apply(it.errors());
        }
        return this instanceof NotFound<T> it ? notFound.apply(it) : conflict.apply((Conflict<T>) this);
    }

    /** It was done. */
    static <T> Result<T> done(T value) {
        return new Done<>(value);
    }

    /** There is no such room. */
    static <T> Result<T> noRoom(ConferenceNumber number) {
        return notFound(Subject.ROOM, number, "there is no room " + number);
    }

    /** Something about a room is not there. */
    static <T> Result<T> notFound(Subject subject, ConferenceNumber room, String sentence) {
        return new NotFound<>(subject, Optional.of(room), sentence);
    }

    /** Something about a room is in the way. */
    static <T> Result<T> conflict(Obstacle obstacle, ConferenceNumber room, String sentence) {
        return new Conflict<>(obstacle, Optional.of(room), sentence);
    }

    /** Known at once. */
    static <T> CompletableFuture<Result<T>> now(Result<T> result) {
        return CompletableFuture.completedFuture(result);
    }
}
