package dev.convoke.peer.smsc;

/**
 * What became of a text that the embedded message centre was to deliver to an ESME.
 *
 * @param outcome how it ended
 * @param commandStatus the ESME's last answer; 0 for ESME_ROK, -1 if it never answered
 */
public record Delivery(Outcome outcome, int commandStatus) {

    /** How the delivery of a text may end. */
    public enum Outcome {
        /** The ESME took it. */
        TAKEN,
        /** The ESME refused it for good. */
        REFUSED,
        /** It was put off, or nobody was bound, until its time ran out or the message centre was closed. */
        EXPIRED,
        /** The message centre holds too many texts already. */
        FULL
    }

    static final int NO_ANSWER = -1;
}
