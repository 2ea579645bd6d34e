package dev.convoke.dialin;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a text says, by the grammar of {@code schema/dial-in.abnf}. */
public sealed interface DialInText {

    /**
     * A wish to enter a room (US 8,018,877 steps 420 and 450).
     *
     * @param address where the device listens; empty if the sender wants to be told how to come in
     * @param asked by what it asks
     * @param number the conference number; empty when it is to be asked for, or the service number selects the room
     * @param pin the PIN; empty for a participant, or when it is to be asked for
     * @param nick the name that followed, if any
     */
    record Entry(
            Optional<DeviceAddress> address,
            Asked asked,
            Optional<ConferenceNumber> number,
            Optional<Pin> pin,
            Optional<Nick> nick)
            implements DialInText {
        /** With an address. */
        public Entry(DeviceAddress address, Optional<ConferenceNumber> number, Optional<Pin> pin, Optional<Nick> nick) {
            this(Optional.of(address), Asked.BY_ADDRESS, number, pin, nick);
        }
    }

    /** By what a text asks to enter. */
    enum Asked {
        /** By the address of a device, whatever else it says. */
        BY_ADDRESS,
        /** By JOIN, or CALL. */
        BY_JOIN,
        /** By OPEN: the PIN must be there. */
        BY_OPEN,
        /** By nothing but a number, which may mean anything. */
        BY_NUMBER
    }

    /**
     * A command by text; number and PIN say by which right.
     *
     * @param verb what to do
     * @param number the room
     * @param pin the moderator's PIN; only an invitation may be without it, or with that of the participants
     * @param arguments what followed, such as minutes or phone numbers; at most 10, cleaned of control characters
     */
    record Command(Verb verb, ConferenceNumber number, Optional<Pin> pin, List<String> arguments)
            implements DialInText {
        /** Copies the arguments. */
        public Command {
            arguments = List.copyOf(arguments);
        }
    }

    /** A word that stands alone and concerns the sender alone; anyone may send it. */
    enum Keyword implements DialInText {
        /** How does this work? */
        HELP,
        /** Send me nothing more. */
        STOP,
        /** You may send to me again. */
        START
    }

    /** Neither a dial-in nor a command: ignored in silence (US 8,018,877 claim 2). */
    record NotForUs() implements DialInText {}

    /**
     * Meant for us and not readable.
     *
     * @param problem what is wrong, a GSM 7-bit clause for {@code RefusalReason.MALFORMED}, such as
     *     {@code two addresses}; holds nothing of the text that could be a PIN
     */
    record Malformed(String problem) implements DialInText {}

    /** What a moderator may do by text. */
    enum Verb {
        /** Closes the meeting. */
        CLOSE,
        /** Asks who is in. */
        WHO,
        /** Keeps newcomers out. */
        LOCK,
        /** Lets newcomers in again. */
        UNLOCK,
        /** Lengthens the booking. */
        EXTEND,
        /** Invites phone numbers. */
        INVITE,
        /** Asks what a moderator can do by text. */
        HELP
    }

    /** Calls the function for the case at hand; the compiler keeps the list of cases complete. */
    default <T> T fold(
            Function<Entry, T> entry,
            Function<Command, T> command,
            Function<Keyword, T> keyword,
            Function<NotForUs, T> notForUs,
            Function<Malformed, T> malformed) {
        if (this instanceof Entry e) {
            return entry.apply(e);
        }
        if (this instanceof Command c) {
            return command.apply(c);
        }
        if (this instanceof Keyword k) {
            return keyword.apply(k);
        }
        return this instanceof Malformed m ? malformed.apply(m) : notForUs.apply((NotForUs) this);
    }

    /** The conference number that the text has; of no room, perhaps, and where the service number selects one, it may be a PIN. */
    default Optional<ConferenceNumber> named() {
        return fold(
                Entry::number,
                command -> Optional.of(command.number()),
                keyword -> Optional.empty(),
                notForUs -> Optional.empty(),
                malformed -> Optional.empty());
    }
}
