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
     */
    record Refused(CommandRefusal reason, String detail) implements Result {

        /** For a reason that says all. */
        public Refused(CommandRefusal reason) {
            this(reason, "");
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(reason.with(detail));
        }
    }

    /** It is done, and this is what the caller learns. */
    record Told(String sentence) implements Result {
        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.PrivateNotice(sentence));
        }
    }

    /** Rows that were asked for. */
    record Listing(List<String> rows) implements Result {
        /** Copies the rows. */
        public Listing {
            rows = List.copyOf(rows);
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.Listing(rows));
        }
    }

    /** Who is here, in the order of their coming. */
    record Roster(List<RosterRow> rows) implements Result {
        /** Copies the rows. */
        public Roster {
            rows = List.copyOf(rows);
        }

        @Override
        public Optional<PrivateEvent> asEvent() {
            return Optional.of(new PrivateEvent.Who(rows));
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
