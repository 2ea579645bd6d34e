package dev.convoke.room.event;

import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

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
        PIN,
        /** The code of an invitation, or the words of a text. */
        CODE
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

    /**
     * The proof by which your leg comes in again, where a code alone does not do it twice.
     *
     * @param resume a secret
     */
    record Admitted(String resume) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.admitted(this);
        }

        @Override
        public String toString() {
            return "Admitted[redacted]";
        }
    }

    /**
     * What a code leads to; nothing was spent by looking.
     *
     * @param state what would happen to whoever came in now
     * @param room the number of the room
     * @param title its title
     * @param transcript whether what is said there is recorded
     * @param when when it takes place
     * @param here who is there
     * @param you who you would be
     * @param service the number to text; empty if there is none
     */
    record Look(
            State state,
            ConferenceNumber room,
            String title,
            boolean transcript,
            When when,
            Here here,
            You you,
            Optional<ServiceNumber> service)
            implements PrivateEvent {

        /** What would happen to whoever came in now. */
        public enum State {
            /** They would be in a meeting. */
            OPEN,
            /** The doors are not open yet. */
            EARLY,
            /** They would wait for the moderator. */
            AWAITED,
            /** No seat is free. */
            FULL,
            /** The room is locked. */
            LOCKED,
            /** They are in already, by another leg, which this one would replace. */
            HERE_ELSEWHERE,
            /** It is over. */
            OVER
        }

        /**
         * When a meeting takes place; empty what no booking says.
         *
         * @param starts its beginning
         * @param ends its end
         * @param doors from when one may come in
         * @param zone in whose time the booking was made
         */
        public record When(
                Optional<Instant> starts, Optional<Instant> ends, Optional<Instant> doors, Optional<ZoneId> zone) {

            /** At no time that is known. */
            public static When unknown() {
                return new When(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            }
        }

        /**
         * Who is there.
         *
         * @param by who invites; empty if nobody in particular
         * @param present how many are there
         * @param names some of them
         */
        public record Here(Optional<String> by, int present, List<Nick> names) {
            /** Copies the names. */
            public Here {
                names = List.copyOf(names);
            }
        }

        /**
         * Who you would be.
         *
         * @param number your number, masked; empty for a guest
         * @param nick the name that you had last, or were invited by
         * @param role by which right
         */
        public record You(Optional<String> number, Optional<Nick> nick, Role role) {}

        @Override
        public void read(Reader reader) {
            reader.look(this);
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

        /** See {@link Admitted}. */
        void admitted(Admitted event);

        /** See {@link Look}. */
        void look(Look event);

        /** See {@link Goodbye}. */
        void goodbye(Goodbye event);
    }

    /** Calls the reader's method for this case. */
    void read(Reader reader);
}
