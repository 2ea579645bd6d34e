package dev.convoke.sms;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;

/**
 * A text from one of our service numbers to a person (SMPP 3.4 §4.4.1 {@code submit_sm}).
 *
 * @param to who shall get it
 * @param from the service number it comes from
 * @param text the text, in whatever alphabet it needs
 * @param link name of the link to prefer, the one the person's text came by; empty for any
 * @param urgency what goes first when not everything can go at once
 * @param expiresAt after which it must not be sent any more
 */
public record MobileTerminated(
        Msisdn to, ServiceNumber from, String text, String link, Urgency urgency, Instant expiresAt) {

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
