package dev.convoke.paging;

import java.util.concurrent.CompletableFuture;

/**
 * One attempt to hand a text to a message centre.
 *
 * @param text the text
 * @param reference tells its parts from those of other texts to the same person; the same in every attempt, so that a phone
 *     that gets a part twice knows it
 * @param begun what earlier attempts did of it
 * @param mark called when a link is about to send
 */
public record SubmitRequest(MobileTerminated text, int reference, Begun begun, Mark mark) {

    /**
     * What earlier attempts did of a text: the rest must go by the same link, for the parts are cut to its measure.
     *
     * @param link which took the first parts; empty if none did
     * @param messages how many messages the text takes there
     * @param taken how many parts it took
     */
    public record Begun(String link, int messages, int taken) {
        /** The text is new. */
        public static final Begun NOT = new Begun("", 0, 0);

        /** How many parts need not be sent again; none if the link's settings have changed since. */
        public int goesOnAfter(String name, int messagesNow) {
            return link.equals(name) && messages == messagesNow ? taken : 0;
        }
    }

    /** Writes down that a text is being sent. */
    @FunctionalInterface
    public interface Mark {
        /**
         * The link waits for it, and sends nothing if it fails: after a crash no text must go twice.
         *
         * @param link the link's name
         * @param messages how many messages the text takes there
         */
        CompletableFuture<Void> onSending(String link, int messages);
    }

    /** Whether a link has some of it. */
    public boolean isBegun() {
        return begun.taken() > 0;
    }

    /** Whether this link has some of it. */
    public boolean isBegunBy(String link) {
        return isBegun() && begun.link().equals(link);
    }
}
