package dev.convoke.terms;

/**
 * Why a dial-in was not let in: a label for metrics and records, and the sentence for the person. The same sentence serves
 * SMS and TCP; it is plain GSM 7-bit text that fits one SMS with room for a time or a number in its {@code %s}.
 *
 * <p>No sentence can be read as a dial-in, whatever stands for its {@code %s}: a machine that sends our texts back would else be told
 * again and again what is wrong with them. So addresses are told in words, and no example has one.
 *
 * <p>{@link #UNKNOWN_ROOM}, {@link #WRONG_PIN} and {@link #PIN_REQUIRED} say the same on purpose: numbers cannot be fished for.
 */
public enum RefusalReason {
    /** The text looked like a dial-in but could not be read; {@code %s} says what is wrong. */
    MALFORMED("malformed", "Your text could not be read: %s. Text HELP for help."),
    /** No room has the number. */
    UNKNOWN_ROOM("unknown-room", "Number or PIN not accepted. Check both and text again."),
    /** The room exists, the PIN is not its PIN. */
    WRONG_PIN("wrong-pin", "Number or PIN not accepted. Check both and text again."),
    /** Too many wrong numbers or PINs from this sender, for this address or for this room (a growing delay). */
    PIN_DELAY("pin-delay", "Too many wrong numbers or PINs. Wait %s and text again."),
    /** The room asks its participants for a PIN and none was texted. */
    PIN_REQUIRED("pin-required", "Number or PIN not accepted. Check both and text again."),
    /** The booking exists but its doors are not open yet; {@code %s} is the start in the booking's zone. */
    TOO_EARLY("too-early", "You are early: the meeting starts %s. Text again then."),
    /** The last booking is over; {@code %s} is its end. */
    MEETING_OVER("meeting-over", "The meeting ended %s."),
    /** A moderator has locked the room. */
    ROOM_LOCKED("room-locked", "The room is locked. Ask the moderator to let you in."),
    /** No seat is free. */
    ROOM_FULL("room-full", "The room is full."),
    /** The sender is in the room as its moderator, and the new text brought no PIN. */
    PIN_TO_MOVE("pin-to-move", "You are in the room as its moderator. Text the PIN too to move to another device."),
    /** The sender is banned from the room. */
    BANNED("banned", "You cannot enter this room."),
    /** The address policy forbids to connect there. */
    ADDRESS_DENIED(
            "address-denied",
            "The address %s cannot be reached from here. Text a public address and a port above 1023."),
    /** One sender asked for too many dial-outs. */
    SENDER_LIMIT("sender-limit", "Too many texts from your number. Wait %s and text again."),
    /** Too many dial-outs to one target address. */
    TARGET_LIMIT("target-limit", "Too many connections to that address. Wait and text again."),
    /** The operator blocks the sender; never answered. */
    SENDER_BLOCKED("sender-blocked", ""),
    /** The device did not accept the connection; {@code %s} is its address in words. */
    UNREACHABLE("unreachable", "Could not connect to %s. Is the port open? Text again when it is."),
    /** Nobody answered the questions at the door, or they hung up; what there was to say was said there. Never answered. */
    NO_ANSWER("no-answer", ""),
    /** No invitation has the code. */
    BAD_CODE("bad-code", "This code is not accepted. Check it and try again."),
    /** The code was good: it was taken back, or its time is over. Only who holds it learns so. */
    CODE_ENDED("code-ended", "This invitation has ended. Ask for a new one."),
    /** The code will be good when the doors open; {@code %s} is the start in the booking's zone. */
    CODE_EARLY("too-early", "You are early: the meeting starts %s. This code is good then."),
    /** Too many wrong codes from this network (a growing delay). */
    CODE_DELAY("too-fast", "Too many wrong codes. Wait %s and try again."),
    /** Admitted, but there is nothing that they could connect to. */
    NO_ENTRANCE(
            "no-entrance",
            "This service calls your device: text its IP:port too. Most mobile networks do not give an address that can be"
                    + " reached from outside. Text HELP."),
    /** Digits that may mean anything, or a word that means nothing here; never answered. */
    NOT_FOR_US("not-for-us", ""),
    /** We are at a limit of our own. */
    BUSY("busy", "The service is busy. Text again in a minute."),
    /** The text is older than the configured age; never answered. */
    STALE("stale", "");

    private final String label;
    private final String sentence;

    RefusalReason(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    /** The name in metrics and records, such as {@code wrong-pin}. */
    public String label() {
        return label;
    }

    /** Whether the person may be told at all. */
    public boolean answerable() {
        return !sentence.isEmpty();
    }

    /**
     * The sentence for the person.
     *
     * @param detail what {@code %s} stands for; ignored where the sentence has none
     */
    public String sentence(String detail) {
        return sentence.replace("%s", detail);
    }
}
