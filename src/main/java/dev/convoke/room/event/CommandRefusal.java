package dev.convoke.room.event;

/**
 * Why something that someone asked for in a room was not done: a code that programs may rely on, and the sentence for people.
 */
public enum CommandRefusal {
    /** In the lobby of a room that is not open. */
    NOT_OPEN("not-open", "The moderator is not here yet: nobody hears you."),
    /** In the lobby of an open room. */
    LOBBY("lobby", "You are in the lobby: nobody hears you until a moderator lets you in."),
    /** On hold. */
    HELD("held", "You are on hold: you hear nobody and nobody hears you."),
    /** An observer speaks. */
    OBSERVER("observer", "You are here as an observer and cannot speak."),
    /** The last moderator went, and the room waits for one. */
    NO_MODERATOR("no-moderator", "No moderator is here: nobody is heard until one is back."),
    /** A moderator muted this person. */
    MUTED("muted", "A moderator has muted you. /hand asks for a turn."),
    /** A moderator muted everyone. */
    ALL_MUTED("all-muted", "Everyone is muted. /hand asks for a turn."),
    /** More messages than the room allows one person; {@code %s} is the wait. */
    TOO_FAST("too-fast", "That was too fast: wait %s and say it again."),
    /** Slow mode; {@code %s} is the wait. */
    SLOW_MODE("slow-mode", "The room is in slow mode: wait %s and say it again."),
    /** The store is behind. */
    BUSY("busy", "The room cannot keep up. Say it again in a moment."),
    /** The argument of a command could not be read; {@code %s} is how it is typed. */
    USAGE("usage", "Usage: %s"),
    /** No such command; {@code %s} is its word. */
    UNKNOWN_COMMAND("unknown-command", "There is no command /%s. /help lists them; // begins a line with a slash."),
    /** Something that only moderators may do. */
    MODERATORS_ONLY("moderators-only", "Only moderators may do that."),
    /** Nothing of a name is left when what is not allowed is gone. */
    BAD_NICK("bad-nick", "A name has 1 to 24 letters, digits, spaces or . _ - '"),
    /** Someone else has that name, or it is kept for them; {@code %s} is the name. */
    NICK_TAKEN("nick-taken", "The name %s is taken."),
    /** Nobody is called so. */
    NO_SUCH_NICK("no-such-nick", "Nobody here has that name. /who lists everyone."),
    /** What should say for how long does not. */
    BAD_SPAN("bad-span", "For how long? For example: for 30m, for 2h, for 7d. Without it the ban is for good."),
    /** What should be a phone number is none; {@code %s} names it and says what is expected. */
    BAD_NUMBER("bad-number", "%s"),
    /** No ban of that number or name. */
    NO_SUCH_BAN("no-such-ban", "Nobody with that number or name is banned. /bans lists who is."),
    /** The room has as many bans as it may have. */
    TOO_MANY_BANS("too-many-bans", "The list of bans is full. /unban someone first."),
    /** The person meant is the one who asks. */
    NOT_YOURSELF("not-yourself", "You cannot do that to yourself."),
    /** The person meant is a moderator. */
    IS_MODERATOR("is-moderator", "%s is a moderator. /unmod comes first."),
    /** The person meant is no moderator. */
    NOT_MODERATOR("not-moderator", "%s is not a moderator."),
    /** Without this one the room would have no moderator. */
    LAST_MODERATOR("last-moderator", "%s is the last moderator. /mod someone else first."),
    /** The person meant waits in the lobby. */
    IN_LOBBY("in-lobby", "%s is in the lobby. /admit comes first."),
    /** The person meant does not wait in the lobby. */
    NOT_IN_LOBBY("not-in-lobby", "%s is not in the lobby."),
    /** Nobody waits in the lobby. */
    LOBBY_EMPTY("lobby-empty", "Nobody is in the lobby."),
    /** The person meant is on hold. */
    IS_HELD("is-held", "%s is on hold. /unhold comes first."),
    /** It is so already. */
    UNCHANGED("unchanged", "That is so already."),
    /** Nobody waits for a turn. */
    NO_HANDS("no-hands", "Nobody has raised a hand."),
    /** The queue to speak is full. */
    TOO_MANY_HANDS("too-many-hands", "Too many hands are up. Try again later."),
    /** The room has no private texts, or not between these two. */
    NO_PRIVATE_TEXTS("no-private-texts", "Private texts are off in this room."),
    /** The room has private texts to and from moderators only. */
    PRIVATE_TO_MODERATORS("private-to-moderators", "In this room private texts go to and from moderators only."),
    /** What was missed is asked for in another meeting than this. */
    OTHER_MEETING("other-meeting", "That was another meeting: nothing of it can be had here."),
    /** A sequence number that this meeting has not reached. */
    UNKNOWN_SEQ("unknown-seq", "This meeting has not come that far."),
    /** More time would meet the next booking; {@code %s} says from when that is. */
    OVERLAPS("overlaps", "%s"),
    /** The meeting has no booking; {@code %s} says so. */
    NOT_BOOKED("not-booked", "%s"),
    /** The invitations were not written down, and nobody was texted. */
    NOT_INVITED("not-invited", "Nobody could be invited. Try again in a moment."),
    /** The schedule did not answer. */
    NO_SCHEDULE("no-schedule", "The schedule cannot be reached. Try again in a moment."),
    /** The server opens no ports. */
    NO_PORTS("no-ports", "No ports are opened for meetings here. /codes makes codes for others to come in by."),
    /** The pool of ports is used up. */
    PORTS_USED_UP("ports-used-up", "All ports for meetings are in use. /codes makes codes for others to come in by."),
    /** One person has opened as many ports as they may. */
    TOO_MANY_PORTS("too-many-ports", "You have opened ports for as many meetings as you may at once."),
    /** Somebody elsewhere asks for what only somebody in the room can do. */
    NOT_IN_ROOM("not-in-room", "Only somebody in the room can do that.");

    private final String code;
    private final String sentence;

    CommandRefusal(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The stable code, such as {@code slow-mode}. */
    public String code() {
        return code;
    }

    /** As the person learns it; {@code detail} stands for {@code %s}, which some sentences have. */
    public PrivateEvent.Rejected with(String detail) {
        return with(detail, 0);
    }

    /**
     * The same for what may be done later.
     *
     * @param waitMs after how many milliseconds it may be done; 0 if waiting is not all that it takes
     */
    public PrivateEvent.Rejected with(String detail, long waitMs) {
        return new PrivateEvent.Rejected(code, sentence.replace("%s", detail), waitMs);
    }

    /** As the person learns it. */
    public PrivateEvent.Rejected asEvent() {
        return new PrivateEvent.Rejected(code, sentence);
    }
}
