package dev.convoke.room.event;

import dev.convoke.terms.Nick;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What everyone in a meeting learns, in one order (US 8,018,877 step 475). */
public sealed interface RoomEvent {

    /** Someone said something. */
    record Speech(Nick from, String text) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.speech(this);
        }
    }

    /** Someone did something ({@code /me}). */
    record Emote(Nick from, String text) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.emote(this);
        }
    }

    /**
     * Data of an application, for those who understand it; to everyone else it is a notice that there was some.
     *
     * @param contentType what it is, such as {@code image/png}
     * @param base64 the payload in base64 (RFC 4648 section 4), never looked into
     * @param octets the size of the payload
     */
    record Data(Nick from, String contentType, String base64, int octets) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.data(this);
        }

        @Override
        public String toString() {
            return "Data[from=" + from + ", contentType=" + contentType + ", octets=" + octets + "]";
        }
    }

    /** The meeting began; these are in it. */
    record Opened(Nick by, List<Nick> present) implements RoomEvent {
        /** Copies the list. */
        public Opened {
            present = List.copyOf(present);
        }

        @Override
        public void read(Reader reader) {
            reader.opened(this);
        }
    }

    /** Newcomers; one notice for all who arrived together. {@code present} counts them in. */
    record Joined(List<Nick> who, int present) implements RoomEvent {
        /** Copies the list. */
        public Joined {
            who = List.copyOf(who);
        }

        @Override
        public void read(Reader reader) {
            reader.joined(this);
        }
    }

    /** Someone went. {@code present} does not count them. */
    record Left(Nick who, Departure why, String detail, int present) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.left(this);
        }
    }

    /** Several went within a moment; {@code present} does not count them. */
    record LeftTogether(List<Nick> who, int present) implements RoomEvent {
        /** Copies the list. */
        public LeftTogether {
            who = List.copyOf(who);
        }

        @Override
        public void read(Reader reader) {
            reader.leftTogether(this);
        }
    }

    /**
     * Something was decided.
     *
     * @param by who decided; empty if the room did by its policy
     * @param whom whom it concerns, if it concerns one
     * @param detail what the sentence of the ruling wants, such as a span of time; may be empty
     * @param number the same for programs: the pause of {@link Ruling#SLOW} or the grace of {@link Ruling#ENDING} in milliseconds,
     *     the new end of {@link Ruling#EXTENDED} in milliseconds since 1970, or the port of {@link Ruling#PORT}; 0 if there is none
     */
    record Ruled(Ruling ruling, Optional<Nick> by, Optional<Nick> whom, String detail, long number)
            implements RoomEvent {

        /** Without a number. */
        public Ruled(Ruling ruling, Optional<Nick> by, Optional<Nick> whom, String detail) {
            this(ruling, by, whom, detail, 0);
        }

        /** The sentence for people. */
        public String sentence() {
            return ruling.sentence(
                    by.map(Nick::text).orElse("A moderator"),
                    whom.map(Nick::text).orElse("someone"),
                    detail);
        }

        @Override
        public void read(Reader reader) {
            reader.ruled(this);
        }
    }

    /** What the meeting is about; empty when that was taken away. */
    record Topic(Nick by, String text) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.topic(this);
        }
    }

    /** A moderator announces something. */
    record Announcement(Nick by, String text) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.announcement(this);
        }
    }

    /** Someone took another name. */
    record Renamed(Nick from, Nick to) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.renamed(this);
        }
    }

    /** The booking will end in so long. */
    record EndsIn(Duration left) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.endsIn(this);
        }
    }

    /** The meeting is over; the last event of every meeting. */
    record Closed(CloseReason reason, String detail) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.closed(this);
        }
    }

    /** A notice from the room that needs no form of its own. */
    record Notice(String text) implements RoomEvent {
        @Override
        public void read(Reader reader) {
            reader.notice(this);
        }
    }

    /** One method per case, so that a wire format cannot forget one. */
    interface Reader {
        /** See {@link Speech}. */
        void speech(Speech event);

        /** See {@link Emote}. */
        void emote(Emote event);

        /** See {@link Data}. */
        void data(Data event);

        /** See {@link Opened}. */
        void opened(Opened event);

        /** See {@link Joined}. */
        void joined(Joined event);

        /** See {@link Left}. */
        void left(Left event);

        /** See {@link LeftTogether}. */
        void leftTogether(LeftTogether event);

        /** See {@link Ruled}. */
        void ruled(Ruled event);

        /** See {@link Topic}. */
        void topic(Topic event);

        /** See {@link Announcement}. */
        void announcement(Announcement event);

        /** See {@link Renamed}. */
        void renamed(Renamed event);

        /** See {@link EndsIn}. */
        void endsIn(EndsIn event);

        /** See {@link Closed}. */
        void closed(Closed event);

        /** See {@link Notice}. */
        void notice(Notice event);
    }

    /** Calls the reader's method for this case. */
    void read(Reader reader);
}
