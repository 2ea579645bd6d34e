package dev.convoke.paging;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A text from one of our service numbers to a person (SMPP 3.4 §4.4.1 {@code submit_sm}), or to an application on that
 * person's phone.
 *
 * @param to who shall get it
 * @param from the service number it comes from
 * @param port the application port it is for (US 8,018,877 claim 3, step 245), 0 to 65535; empty if it is for the person
 * @param text the text, in whatever alphabet it needs; to an application it goes as 8-bit data, in UTF-8
 * @param link name of the link to prefer, the one the person's text came by; empty for any
 * @param room what room it is about, for the record; empty if it is about none, or that is not known
 * @param urgency what goes first when not everything can go at once
 * @param expiresAt after which it must not be sent any more
 */
public record MobileTerminated(
        Msisdn to,
        ServiceNumber from,
        OptionalInt port,
        String text,
        String link,
        Optional<ConferenceNumber> room,
        Urgency urgency,
        Instant expiresAt) {

    private static final int LAST_PORT = 65_535;

    /** Checks the port. */
    public MobileTerminated {
        if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > LAST_PORT)) {
            throw new IllegalArgumentException("no application port: " + port.getAsInt() + " (expected: 0..65535)");
        }
    }

    /** A text for the person. */
    public MobileTerminated(
            Msisdn to, ServiceNumber from, String text, String link, Urgency urgency, Instant expiresAt) {
        this(to, from, OptionalInt.empty(), text, link, urgency, expiresAt);
    }

    /** A text about no room that is known. */
    public MobileTerminated(
            Msisdn to,
            ServiceNumber from,
            OptionalInt port,
            String text,
            String link,
            Urgency urgency,
            Instant expiresAt) {
        this(to, from, port, text, link, Optional.empty(), urgency, expiresAt);
    }

    /** The same text, about this room. */
    public MobileTerminated about(Optional<ConferenceNumber> which) {
        return new MobileTerminated(to, from, port, text, link, which, urgency, expiresAt);
    }

    /** What goes first. */
    public enum Urgency {
        /** An answer to someone who waits: refusals, prompts. */
        ANSWER,
        /** What can wait a little: reminders, invitations. */
        NOTICE
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "MobileTerminated[from " + from + " to " + to + ", " + text.length() + " chars]";
    }
}
