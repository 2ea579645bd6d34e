package dev.convoke.paging;

import java.util.concurrent.CompletableFuture;

/**
 * Where the links put the texts that people sent (US 8,018,877 steps 425 and 455).
 * A link responds to the message centre only after the text is safe here, so that what was acknowledged is never lost.
 */
public interface MoSink {

    /** What became of a text. A failure of ours is no constant: the future completes exceptionally then. */
    enum Taken {
        /** It is on disk and will be handled. */
        STORED,
        /** It is one that the message centre sent before; there is nothing left to do. */
        DUPLICATE,
        /** Too much waits to be handled; the message centre shall keep the text and send it later. */
        FULL
    }

    /**
     * Takes a text. Any thread; must not block.
     *
     * @return completes with what became of it, after the commit; exceptionally if it could not be stored. Either way the
     *     link responds: {@link Taken#STORED} and {@link Taken#DUPLICATE} with ESME_ROK, the rest with a temporary error. A
     *     future that does not complete within the link's accept time-out counts as a failure, and the text comes again.
     */
    CompletableFuture<Taken> accept(MobileOriginated mo);

    /**
     * Takes a part of a text, which is handled when all its parts are there. Otherwise as {@link #accept}: {@link Taken#STORED}
     * says that the part is on disk.
     */
    CompletableFuture<Taken> acceptPart(MoPart part);

    /**
     * A connection by which texts came has ended. Responses may have been lost with it: the message centre may send again what came
     * by this link before. Any thread; must not block.
     */
    default void onLost(String link) {}
}
