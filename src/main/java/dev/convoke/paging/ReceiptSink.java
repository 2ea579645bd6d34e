package dev.convoke.paging;

import java.util.concurrent.CompletableFuture;

/** Where delivery receipts go. */
@FunctionalInterface
public interface ReceiptSink {

    /**
     * Takes a receipt. Never blocks.
     *
     * @return completes when it is on disk; exceptionally if it is not, and the message centre shall send it again
     */
    CompletableFuture<Void> accept(DeliveryReceipt receipt);
}
