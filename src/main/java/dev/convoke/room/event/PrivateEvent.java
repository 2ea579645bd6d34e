package dev.convoke.room.event;

import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
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
     * @param now what else holds at the moment
     */
    record Welcome(
            RoomProfile room,
            Position position,
            Nick you,
            Role role,
            int present,
            String topic,
            boolean resumed,
            Now now)
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

    /**
     * What holds at the moment, for you and for everyone.
     *
     * @param atMs the server's time, in milliseconds since 1970
     * @param booked until when the room is booked, if it is
     * @param muted whether you may not speak, your turn aside
     * @param held whether you are on hold
     * @param hand your place in the queue to speak, from 1; 0 if you are not in it
     */
    record Now(long atMs, Optional<BookedEnd> booked, Rules rules, boolean muted, boolean held, int hand) {}

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

    /**
     * A private text: to you, or your own as it was delivered.
     *
     * @param atMs when, in milliseconds since 1970
     * @param after the sequence number of the last event before it
     * @param awaySinceMs since when the other's connection is lost, so that your text reached nobody, in milliseconds since
     *     1970; 0 if it is not
     */
    record PrivateText(Nick from, Nick to, String text, boolean own, long atMs, long after, long awaySinceMs)
            implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.privateText(this);
        }
    }

    /**
     * You are in the lobby: of a room that is open, or of one whose moderator is awaited.
     *
     * @param booked until when the room is booked, if it is
     * @param moderators who may let you in
     */
    record Waiting(RoomProfile room, Nick you, boolean open, Optional<BookedEnd> booked, List<Nick> moderators)
            implements PrivateEvent {
        /** Copies the list. */
        public Waiting {
            moderators = List.copyOf(moderators);
        }

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

    /**
     * What you sent last was refused.
     *
     * @param code is stable
     * @param text is for people
     * @param waitMs after how many milliseconds it may be done; 0 if waiting is not all that it takes
     * @param startsMs when the meeting starts that it is too early for, in milliseconds since 1970; 0 if it is not that
     * @param doorsMs from when one may come to it; 0 likewise
     */
    record Rejected(String code, String text, long waitMs, long startsMs, long doorsMs) implements PrivateEvent {

        /** For what has nothing to do with the beginning of a meeting. */
        public Rejected(String code, String text, long waitMs) {
            this(code, text, waitMs, 0, 0);
        }

        /** For what waiting alone does not help against. */
        public Rejected(String code, String text) {
            this(code, text, 0);
        }

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

    /**
     * A listing you asked for, row by row.
     *
     * @param values the same for programs, which need not read the rows; empty where rows are all there is
     */
    record Listing(List<String> rows, Optional<Values> values) implements PrivateEvent {
        /** Copies the rows. */
        public Listing {
            rows = List.copyOf(rows);
        }

        /** Of rows alone. */
        public Listing(List<String> rows) {
            this(rows, Optional.empty());
        }

        @Override
        public void read(Reader reader) {
            reader.listing(this);
        }
    }

    /** What a listing lists, as values. */
    sealed interface Values {

        /** Who is banned. */
        record Bans(List<Banned> bans) implements Values {
            /** Copies the list. */
            public Bans {
                bans = List.copyOf(bans);
            }
        }

        /** What you may ask for. */
        record Commands(List<Usage> commands) implements Values {
            /** Copies the list. */
            public Commands {
                commands = List.copyOf(commands);
            }
        }

        /**
         * Where others connect to the meeting (US 8,018,877 steps 230 to 240).
         *
         * @param host the host, as devices reach it
         * @param port and its port, which belongs to this meeting
         * @param session tells this meeting from every other
         */
        record Port(String host, int port, String session) implements Values {}
    }

    /**
     * Somebody who may not enter.
     *
     * @param nick the name at that time; empty if they were not there
     * @param number the phone number, masked unless it may be seen; empty for a guest
     * @param untilMs when it ends, in milliseconds since 1970; 0 if it does not
     * @param reason what was said about it; may be empty
     * @param by who did it, by name; may be empty
     */
    record Banned(String nick, String number, long untilMs, String reason, String by) {}

    /**
     * A command.
     *
     * @param name its word, without the slash
     * @param usage how it is typed
     * @param help what it does, in a few words
     */
    record Usage(String name, String usage, String help) {}

    /**
     * The roster you asked for.
     *
     * @param from how many stand before the first of these rows
     * @param total how many there are in all
     */
    record Who(List<RosterRow> rows, int from, int total) implements PrivateEvent {
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
     * Somebody waits in the lobby.
     *
     * @param number their number, if they have one and moderators may see it
     * @param sinceMs when they came, in milliseconds since 1970
     * @param gone whether they wait no longer: let in, sent away, gone, or waiting under another name
     */
    record Waiter(Nick nick, Optional<Msisdn> number, long sinceMs, boolean gone) {}

    /** For a moderator's program: who waits in the lobby, or no longer does. At least one; nothing on lines. */
    record Lobby(List<Waiter> people) implements PrivateEvent {
        /** Copies the list. */
        public Lobby {
            people = List.copyOf(people);
        }

        @Override
        public void read(Reader reader) {
            reader.lobby(this);
        }
    }

    /** For a moderator's program: who waits for a turn to speak, the next one first. Nothing on lines. */
    record Hands(List<Nick> queue) implements PrivateEvent {
        /** Copies the list. */
        public Hands {
            queue = List.copyOf(queue);
        }

        @Override
        public void read(Reader reader) {
            reader.hands(this);
        }
    }

    /**
     * Your place in the queue to speak.
     *
     * @param place from 1; 0 if you are not in it any more
     * @param sentence the same for people; empty if lines say nothing of it
     */
    record Hand(int place, String sentence) implements PrivateEvent {
        @Override
        public void read(Reader reader) {
            reader.hand(this);
        }
    }

    /**
     * What became of an invitation of yours.
     *
     * @param nick the guest's name, if they have been in the room and you may know whose number that is
     * @param number the number that was invited
     * @param delivered whether it is on that phone; else it never will be
     */
    record Delivered(Optional<Nick> nick, Msisdn number, boolean delivered) {}

    /** What became of invitations of yours. At least one. */
    record Deliveries(List<Delivered> invitations) implements PrivateEvent {
        /** Copies the list. */
        public Deliveries {
            invitations = List.copyOf(invitations);
        }

        @Override
        public void read(Reader reader) {
            reader.deliveries(this);
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

    /**
     * The last thing you hear, and why.
     *
     * @param code the case
     * @param text for people
     * @param by who decided it; empty if nobody, or nobody whom you know
     * @param reason of those who were put out, what was said about it; of others a label: why the meeting ended, or why they
     *     were not let in; may be empty
     */
    record Goodbye(Farewell code, String text, String by, String reason) implements PrivateEvent {

        /** Of which no more is to be said. */
        public Goodbye(Farewell code, String text) {
            this(code, text, "", "");
        }

        /** At the door. */
        public Goodbye(String text) {
            this(Farewell.REFUSED, text);
        }

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

        /** See {@link Lobby}. */
        void lobby(Lobby event);

        /** See {@link Hands}. */
        void hands(Hands event);

        /** See {@link Hand}. */
        void hand(Hand event);

        /** See {@link Deliveries}. */
        void deliveries(Deliveries event);

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
