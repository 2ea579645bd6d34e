package dev.convoke.room.event;

import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.List;

/** What one leg learns and nobody else. It goes out between slices of the room log. */
public sealed interface PrivateEvent {

    /**
     * You are in.
     *
     * @param room the room
     * @param position which meeting, and after which event you hear all of it
     * @param present how many are there, you among them
     * @param topic what it is about; empty if nobody said
     * @param resumed whether you were in all along, on another leg: nobody was told that you came
     */
    record Welcome(RoomProfile room, Position position, Nick you, Role role, int present, String topic, boolean resumed)
            implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.welcome(this);
        }
    }

    /**
     * A position in the order of one meeting.
     *
     * @param meeting tells this meeting from every other, of this room and of others
     * @param seq the sequence number of the last event before this position
     */
    record Position(String meeting, long seq) {}

    /** What was said before you came, in its order. */
    record Past(List<LogEntry> entries) implements PrivateEvent {
        /** Copies the entries. */
        public Past {
            entries = List.copyOf(entries);
        }

        @Override
        public void read(Reader reader) {
            reader.past(this);
        }
    }

    /** A private text: to you, or your own as it was delivered. */
    record PrivateText(Nick from, Nick to, String text, boolean own) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.privateText(this);
        }
    }

    /** You are in the lobby: of a room that is open, or of one whose moderator is awaited. */
    record Waiting(RoomProfile room, Nick you, boolean open) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.waiting(this);
        }
    }

    /** A notice for you. */
    record PrivateNotice(String text) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.privateNotice(this);
        }
    }

    /** What you sent last was refused; {@code code} is stable, {@code text} is for people. */
    record Rejected(String code, String text) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.rejected(this);
        }
    }

    /** What a prompt asks for. */
    enum Asked {
        /** The conference number. */
        NUMBER,
        /** The PIN, or nothing. */
        PIN
    }

    /** A question to answer with the next line. */
    record Prompt(Asked what, String question) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.prompt(this);
        }
    }

    /** A listing you asked for, row by row. */
    record Listing(List<String> rows) implements PrivateEvent {
        /** Copies the rows. */
        public Listing {
            rows = List.copyOf(rows);
        }

        @Override
        public void read(Reader reader) {
            reader.listing(this);
        }
    }

    /** The roster you asked for. */
    record Who(List<RosterRow> rows) implements PrivateEvent {
        /** Copies the rows. */
        public Who {
            rows = List.copyOf(rows);
        }

        @Override
        public void read(Reader reader) {
            reader.who(this);
        }
    }

    /** You were too slow: so many messages are gone for you. */
    record Skipped(long messages) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.skipped(this);
        }
    }

    /** The last thing you hear, and why. */
    record Goodbye(String reason) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.goodbye(this);
        }
    }

    /** One method per case, so that a wire format cannot forget one. */
    interface Reader {
        /** See {@link Welcome}. */
        void welcome(Welcome event);

        /** See {@link Past}. */
        void past(Past event);

        /** See {@link PrivateText}. */
        void privateText(PrivateText event);

        /** See {@link Waiting}. */
        void waiting(Waiting event);

        /** See {@link PrivateNotice}. */
        void privateNotice(PrivateNotice event);

        /** See {@link Rejected}. */
        void rejected(Rejected event);

        /** See {@link Prompt}. */
        void prompt(Prompt event);

        /** See {@link Listing}. */
        void listing(Listing event);

        /** See {@link Who}. */
        void who(Who event);

        /** See {@link Skipped}. */
        void skipped(Skipped event);

        /** See {@link Goodbye}. */
        void goodbye(Goodbye event);
    }

    /** Calls the reader's method for this case. */
    void read(Reader reader);
}
