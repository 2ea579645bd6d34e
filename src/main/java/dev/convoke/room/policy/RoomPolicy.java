package dev.convoke.room.policy;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * How one room behaves: the part of its row that the engine heeds while people are in it. Moderators change some of it for
 * the meeting at hand; the next meeting begins with this again.
 *
 * @param access who gets in
 * @param moderatorGone what happens when the last moderator goes
 * @param privacy who learns what of whom
 * @param talk how much of what is said and announced
 */
public record RoomPolicy(Access access, ModeratorGone moderatorGone, Privacy privacy, Talk talk) {

    /** The shipped policy, read when somebody first asks for it. */
    private static final class Shipped {
        static final RoomPolicy POLICY = read(Configuration.defaults("room.policy"));
    }

    /** The defaults that {@code config/convoke.conf} documents; always the same object. */
    public static RoomPolicy defaults() {
        return Shipped.POLICY;
    }

    /** Reads the section {@code room.policy}. */
    public static RoomPolicy read(Section section) {
        return new RoomPolicy(
                section.make(Access::read),
                section.make(ModeratorGone::read),
                Privacy.read(section),
                section.make(Talk::read));
    }

    /** The same with another access. */
    public RoomPolicy with(Access other) {
        return new RoomPolicy(other, moderatorGone, privacy, talk);
    }

    /** The same with another consequence of the last moderator's going. */
    public RoomPolicy with(ModeratorGone other) {
        return new RoomPolicy(access, other, privacy, talk);
    }

    /** The same with other privacy. */
    public RoomPolicy with(Privacy other) {
        return new RoomPolicy(access, moderatorGone, other, talk);
    }

    /** The same with other talk. */
    public RoomPolicy with(Talk other) {
        return new RoomPolicy(access, moderatorGone, privacy, other);
    }

    /**
     * Who gets in.
     *
     * @param lobby whether each newcomer waits until a moderator admits them, in an open room too
     * @param capacity how many people the room holds, its lobby included, 2 to 100,000; the server's setting bounds it too
     * @param moderatorSeats how many of them are kept for moderators, 0 to 100
     * @param nickReservation how long a nick stays its number's after that went, 0 s to 24 h
     * @param portIsProof whether who connects to the port of a meeting needs no code
     */
    public record Access(
            boolean lobby, int capacity, int moderatorSeats, Duration nickReservation, boolean portIsProof) {
        /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
        public Access {
            SettingCheck.inRange("capacity", capacity, 2, 100_000);
            SettingCheck.inRange("moderator-seats", moderatorSeats, 0, Math.min(100, capacity - 1));
            SettingCheck.inRange("nick-reservation", nickReservation, Duration.ZERO, Duration.ofHours(24));
        }

        /** Where a port proves nothing. */
        public Access(boolean lobby, int capacity, int moderatorSeats, Duration nickReservation) {
            this(lobby, capacity, moderatorSeats, nickReservation, false);
        }

        private static Access read(Section in) {
            return new Access(
                    in.flag("lobby"),
                    in.count("capacity"),
                    in.count("moderator-seats"),
                    in.duration("nick-reservation"),
                    in.flag("port-is-proof"));
        }
    }

    /** What a room does without a moderator. */
    public enum WithoutModerator {
        /** It goes on. */
        KEEP,
        /** Nobody is heard until a moderator is back. */
        HOLD,
        /** It ends, unless a moderator is back within the grace. */
        END
    }

    /**
     * What happens when the last moderator goes.
     *
     * @param then what the room does
     * @param grace how long the room waits before it ends, and how long a moderator who comes back by the same number is one
     *     again without a PIN, 0 s to 24 h
     */
    public record ModeratorGone(WithoutModerator then, Duration grace) {
        /** Checks the range; an {@link IllegalArgumentException} names key and range. */
        public ModeratorGone {
            SettingCheck.inRange("grace", grace, Duration.ZERO, Duration.ofHours(24));
        }

        private static ModeratorGone read(Section in) {
            return new ModeratorGone(in.choice("last-moderator", WithoutModerator.class), in.duration("grace"));
        }
    }

    /** Whom numbers are shown to. */
    public enum Numbers {
        /** Nobody in the room. */
        NOBODY,
        /** Moderators. */
        MODERATORS,
        /** Everyone in the meeting. */
        ALL
    }

    /** Who may send private texts. */
    public enum PrivateTexts {
        /** Everyone to everyone. */
        ALL,
        /** Moderators to anyone, and anyone to moderators. */
        MODERATORS,
        /** Nobody. */
        OFF
    }

    /** Who may have people texted an invitation. */
    public enum Inviting {
        /** Moderators. */
        MODERATORS,
        /** Whoever is in the meeting; but nobody opens a locked room so, and participants have few. */
        ALL
    }

    /**
     * Who learns what of whom.
     *
     * @param numbers whom phone numbers are shown to
     * @param privateTexts who may send private texts
     * @param invite who may have others told of the room
     */
    public record Privacy(Numbers numbers, PrivateTexts privateTexts, Inviting invite) {
        /** Moderators alone invite. */
        public Privacy(Numbers numbers, PrivateTexts privateTexts) {
            this(numbers, privateTexts, Inviting.MODERATORS);
        }

        /** The same with others who may invite. */
        public Privacy with(Inviting other) {
            return new Privacy(numbers, privateTexts, other);
        }

        private static Privacy read(Section in) {
            return new Privacy(
                    in.choice("numbers", Numbers.class),
                    in.choice("private-texts", PrivateTexts.class),
                    in.choice("invite", Inviting.class));
        }
    }

    /**
     * How much of what is said and announced.
     *
     * @param history how many of the last messages a newcomer gets, 0 to 100
     * @param noticesUpTo in a meeting of more people than this nobody is told who comes and goes, 0 to 100,000
     * @param burst how many messages one person may send at once, 1 to 10,000; 0 means as many as they like, as moderators may
     *     in any case
     * @param refill how long it takes until one more may be sent after a burst, 1 ms to 60 s
     * @param slow how long everyone but moderators waits between two messages, 0 s to 1 h
     */
    public record Talk(int history, int noticesUpTo, int burst, Duration refill, Duration slow) {
        /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
        public Talk {
            SettingCheck.inRange("history", history, 0, 100);
            SettingCheck.inRange("notices-up-to", noticesUpTo, 0, 100_000);
            SettingCheck.inRange("burst", burst, 0, 10_000);
            SettingCheck.inRange("refill", refill, Duration.ofMillis(1), Duration.ofSeconds(60));
            SettingCheck.inRange("slow", slow, Duration.ZERO, Duration.ofHours(1));
        }

        /** The same, but everyone may say as much as they like. */
        public Talk unlimited() {
            return new Talk(history, noticesUpTo, 0, refill, slow);
        }

        private static Talk read(Section in) {
            return new Talk(
                    in.count("history"),
                    in.count("notices-up-to"),
                    in.count("burst"),
                    in.duration("refill"),
                    in.duration("slow"));
        }
    }
}
