package dev.convoke.room.command;

import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What came of a command. What everyone learns of it is in the room log; this is for whoever gave it. */
public sealed interface Result {

    /** It is done, and there is nothing more to say. */
    record Done() implements Result {

        /** The one that there need be. */
        public static final Result DONE = new Done();
    }

    /** The caller has left, or the room is over: nothing was done, and nobody is told so. */
    record Ignored() implements Result {

        /** The one that there need be. */
        public static final Result IGNORED = new Ignored();
    }

    /** It has its place in the order of all that is said. */
    record Said(long seq) implements Result {}

    /**
     * It was not done.
     *
     * @param detail what stands for {@code %s} in the sentence, if it has that; may be empty
     * @param waitMs after how many milliseconds it may be done; 0 if waiting is not all that it takes
     */
    record Refused(CommandRefusal reason, String detail, long waitMs) implements Result {

        /** For what waiting alone does not help against. */
        public Refused(CommandRefusal reason, String detail) {
            this(reason, detail, 0);
        }

        /** For a reason that says all. */
        public Refused(CommandRefusal reason) {
            this(reason, "");
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(reason.with(detail, waitMs));
        }
    }

    /** It is done, and this is what the caller learns. */
    record Told(String sentence) implements Result {
        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.PrivateNotice(sentence));
        }
    }

    /** It is done, and this is the caller's place in the queue to speak; 0 if they are not in it. */
    record Queued(int place, String sentence) implements Result {
        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.Hand(place, sentence));
        }
    }

    /** Rows that were asked for, and the same as values if there are any. */
    record Listing(List<String> rows, Optional<PrivateEvent.Values> values) implements Result {
        /** Copies the rows. */
        public Listing {
            rows = List.copyOf(rows);
        }

        /** Of rows alone. */
        public Listing(List<String> rows) {
            this(rows, Optional.empty());
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.Listing(rows, values));
        }
    }

    /**
     * Who is here, in the order of their coming.
     *
     * @param from how many stand before the first of these rows
     * @param total how many there are in all
     */
    record Roster(List<RosterRow> rows, int from, int total) implements Result {

        /** All of them. */
        public Roster(List<RosterRow> rows) {
            this(rows, 0, rows.size());
        }

        /** Copies the rows. */
        public Roster {
            rows = List.copyOf(rows);
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.Who(rows, from, total));
        }
    }

    /** The room has to wait for others; completes on the room's event loop with anything but another of these. */
    record Later(CompletionStage<Result> result) implements Result {
        @Override
        public CompletionStage<Result> whenKnown() {
            return result;
        }
    }

    /** Nobody is in the room, nor in its lobby: there is no meeting. */
    record NobodyHere() implements Result {}

    /** How somebody in the room learns of it; empty if there is nothing to say, or not yet. */
    default Optional<PrivateEvent> asEvent() {
        return Optional.empty();
    }

    /** Completes with what came of it in the end: now, unless the room has to wait. */
    default CompletionStage<Result> whenKnown() {
        return CompletableFuture.completedFuture(this);
    }
}
