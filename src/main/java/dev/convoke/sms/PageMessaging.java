package dev.convoke.sms;

import java.util.concurrent.CompletableFuture;

/**
 * The port to a message centre. SMPP is one technique; the patent allows others ("PIN-to-PIN messaging … or an alternative
 * paging protocol using telephone numbers", US 8,018,877 section B).
 */
public interface PageMessaging {

    /** What became of one attempt to hand a text to a message centre. */
    sealed interface Submitted {

        /** It took the text. */
        record Taken(String messageId) implements Submitted {}

        /** It, or we, cannot take it now; the same text may be tried again. */
        record TryLater(String reason) implements Submitted {}

        /** It will never take this text. */
        record Rejected(String reason) implements Submitted {}

        /** It was sent and no answer came: it may or may not have been taken. */
        record OutcomeUnknown(String reason) implements Submitted {}
    }

    /**
     * Hands a text to a message centre.
     *
     * @return completes within the link's response time-out, never exceptionally; on a thread of the link, which must not be
     *     held up
     */
    CompletableFuture<Submitted> submit(MobileTerminated text);
}
