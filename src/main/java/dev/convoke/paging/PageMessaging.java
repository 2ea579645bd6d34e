package dev.convoke.paging;

import dev.convoke.terms.MessageId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The port to a message centre. SMPP is one technique; the patent allows others ("PIN-to-PIN messaging … or an alternative
 * paging protocol using telephone numbers", US 8,018,877 section B).
 */
public interface PageMessaging {

    /**
     * What a message centre took of a text in one attempt.
     *
     * @param after how many parts it had already
     * @param ids of the parts that it took after those, in order
     */
    record Sent(int after, List<MessageId> ids) {
        /** Nothing of it. */
        public static final Sent NOTHING = new Sent(0, List.of());

        /** Copies the list. */
        public Sent {
            ids = List.copyOf(ids);
        }
    }

    /** What became of one attempt to hand a text to a message centre. */
    sealed interface Submitted {

        /** It took the text; its last parts, if the first were taken by an earlier attempt. */
        record Taken(Sent sent) implements Submitted {}

        /** Nothing was sent: no link that may carry it can take it at this moment. It is no attempt. */
        record NoRoom(String reason) implements Submitted {}

        /** It cannot take the text now, or not the rest of it; that may be tried again. */
        record TryLater(Trouble trouble, String reason, Sent sent) implements Submitted {}

        /** It will never take this text, or not the rest of it. */
        record Rejected(String reason, Sent sent) implements Submitted {}

        /** It was sent and no response came: it, or its next part, may or may not have been taken. */
        record OutcomeUnknown(String reason, Sent sent) implements Submitted {}
    }

    /** Why a text has to be tried again, which says when. */
    enum Trouble {
        /** More than the message centre allows us in this time; the link itself pauses. */
        THROTTLED,
        /** The queue for this person, or for us, is full; that takes its time. */
        QUEUE_FULL,
        /** Anything else that may pass. */
        TEMPORARY
    }

    /**
     * Hands a text to a message centre.
     *
     * @return completes within the link's time-outs, never exceptionally; on a thread of the link, which must not be delayed
     */
    CompletableFuture<Submitted> submit(SubmitRequest request);

    /** Whether any text at all could be sent at this moment. */
    boolean hasRoom();
}
