package dev.convoke.room.command;

import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.List;

/**
 * What is decided about a room and the people in it: by a moderator who is there, or by an {@link Actor} elsewhere whose right
 * was checked there. {@code words} begin with the nick of whom it concerns; nicks may hold spaces, and the room knows them.
 */
public sealed interface ModeratorCommand extends RoomCommand {

    /** Someone may not speak, on whatever leg they come. */
    record Mute(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.mute(moderator, this);
        }
    }

    /** Nobody but moderators may speak, those who come later neither. */
    record MuteAll() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.muteAll(moderator, this);
        }
    }

    /** Someone may speak, though everyone else may be muted. */
    record Unmute(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unmute(moderator, this);
        }
    }

    /** Everyone may speak, those who were muted one by one too. */
    record UnmuteAll() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unmuteAll(moderator, this);
        }
    }

    /** Someone hears nothing and is not heard, until {@link Unhold}; what is said meanwhile they never get. */
    record Hold(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.hold(moderator, this);
        }
    }

    /** Someone hears again, from now on. */
    record Unhold(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unhold(moderator, this);
        }
    }

    /** Someone becomes a moderator. */
    record Promote(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.promote(moderator, this);
        }
    }

    /** A moderator, the caller perhaps, becomes a participant; the last one cannot. */
    record Demote(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.demote(moderator, this);
        }
    }

    /** Gives the floor to the next in the queue to speak, or takes it back when nobody waits. */
    record Next() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.next(moderator, this);
        }
    }

    /** Lets one person in from the lobby. */
    record Admit(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.admit(moderator, this);
        }
    }

    /** Lets everyone in from the lobby. */
    record AdmitAll() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.admitAll(moderator, this);
        }
    }

    /** Sends one person away from the lobby. */
    record Deny(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.deny(moderator, this);
        }
    }

    /** Puts someone out; a reason may follow the nick. */
    record Kick(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.kick(moderator, this);
        }
    }

    /** Bans the number of someone who is or was here by their nick, which {@link BanTerms} may follow. */
    record Ban(String words) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.ban(moderator, this);
        }
    }

    /** Bans a number, whoever it belongs to. */
    record BanNumber(Msisdn number, BanTerms terms) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.banNumber(moderator, this);
        }
    }

    /** Lifts the ban of someone who was banned under that nick. */
    record Unban(String nick) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unban(moderator, this);
        }
    }

    /** Lifts the ban of a number. */
    record UnbanNumber(Msisdn number) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unbanNumber(moderator, this);
        }
    }

    /** Who is banned? Told by {@link Result.Listing}. */
    record ListBans() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.listBans(moderator, this);
        }
    }

    /** From now on newcomers are turned away: all but moderators, invited numbers, and those who were here before. */
    record Lock() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.lock(moderator, this);
        }
    }

    /** Newcomers may enter again. */
    record Unlock() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.unlock(moderator, this);
        }
    }

    /** Newcomers wait until they are admitted, or no longer; then those who wait come in. */
    record Lobby(boolean on) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.lobby(moderator, this);
        }
    }

    /** Slow mode: everyone but moderators waits so long between two messages; zero turns it off. */
    record Slow(Duration pause) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.slow(moderator, this);
        }
    }

    /** Says what the meeting is about; an empty text takes it away. Only from within the room. */
    record SetTopic(String text) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.setTopic(moderator, this);
        }
    }

    /** Announces something. Only from within the room. */
    record Announce(String text) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.announce(moderator, this);
        }
    }

    /**
     * Invites phone numbers, as they were typed, by a participant too where the policy says so; what became of it is told later, and to
     * nobody else.
     */
    record Invite(List<String> typed) implements ModeratorCommand {
        /** So many numbers at once, whoever invites. */
        public static final int MAX_NUMBERS = 10;

        /** Copies the numbers. */
        public Invite {
            typed = List.copyOf(typed);
        }

        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.invite(moderator, this);
        }
    }

    /** Asks for codes that the moderator hands on to people whose numbers nobody knows; they come later, and to nobody else. */
    record Codes(int count) implements ModeratorCommand {
        /** So many at once, whoever asks. */
        public static final int MAX = 20;

        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.codes(moderator, this);
        }
    }

    /** Opens a port for others to connect to, which belongs to this meeting; told to everyone, and with its session to the caller. */
    record OpenPort() implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.openPort(moderator, this);
        }
    }

    /** Asks the schedule for more time; the reply comes later, and says until when the room is booked then. */
    record Extend(Duration span) implements ModeratorCommand {
        /** So much at once, whoever asks. */
        public static final Duration LONGEST = Duration.ofHours(10);

        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.extend(moderator, this);
        }
    }

    /** Ends the meeting, or the waiting: everyone is told why; {@code detail} is empty if there is nothing to add. */
    record Close(String detail) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.close(moderator, this);
        }
    }

    /** Tells everyone that the booking ends in so long. */
    record EndsIn(Duration left) implements ModeratorCommand {
        @Override
        public <B> Result by(B moderator, Handler<B> handler) {
            return handler.endsIn(moderator, this);
        }
    }

    /**
     * One method per case, so that a room cannot forget one.
     *
     * @param <B> what stands for whoever decides
     */
    interface Handler<B> {
        /** See {@link Mute}. */
        Result mute(B moderator, Mute command);

        /** See {@link MuteAll}. */
        Result muteAll(B moderator, MuteAll command);

        /** See {@link Unmute}. */
        Result unmute(B moderator, Unmute command);

        /** See {@link UnmuteAll}. */
        Result unmuteAll(B moderator, UnmuteAll command);

        /** See {@link Hold}. */
        Result hold(B moderator, Hold command);

        /** See {@link Unhold}. */
        Result unhold(B moderator, Unhold command);

        /** See {@link Promote}. */
        Result promote(B moderator, Promote command);

        /** See {@link Demote}. */
        Result demote(B moderator, Demote command);

        /** See {@link Next}. */
        Result next(B moderator, Next command);

        /** See {@link Admit}. */
        Result admit(B moderator, Admit command);

        /** See {@link AdmitAll}. */
        Result admitAll(B moderator, AdmitAll command);

        /** See {@link Deny}. */
        Result deny(B moderator, Deny command);

        /** See {@link Kick}. */
        Result kick(B moderator, Kick command);

        /** See {@link Ban}. */
        Result ban(B moderator, Ban command);

        /** See {@link BanNumber}. */
        Result banNumber(B moderator, BanNumber command);

        /** See {@link Unban}. */
        Result unban(B moderator, Unban command);

        /** See {@link UnbanNumber}. */
        Result unbanNumber(B moderator, UnbanNumber command);

        /** See {@link ListBans}. */
        Result listBans(B moderator, ListBans command);

        /** See {@link Lock}. */
        Result lock(B moderator, Lock command);

        /** See {@link Unlock}. */
        Result unlock(B moderator, Unlock command);

        /** See {@link Lobby}. */
        Result lobby(B moderator, Lobby command);

        /** See {@link Slow}. */
        Result slow(B moderator, Slow command);

        /** See {@link SetTopic}. */
        Result setTopic(B moderator, SetTopic command);

        /** See {@link Announce}. */
        Result announce(B moderator, Announce command);

        /** See {@link Invite}. */
        Result invite(B moderator, Invite command);

        /** See {@link Codes}. */
        Result codes(B moderator, Codes command);

        /** See {@link OpenPort}. */
        Result openPort(B moderator, OpenPort command);

        /** See {@link Extend}. */
        Result extend(B moderator, Extend command);

        /** See {@link Close}. */
        Result close(B moderator, Close command);

        /** See {@link EndsIn}. */
        Result endsIn(B moderator, EndsIn command);
    }

    /** Calls the handler's method for this case, for whoever decides. */
    <B> Result by(B moderator, Handler<B> handler);
}
