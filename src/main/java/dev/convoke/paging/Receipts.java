package dev.convoke.paging;

import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.Matched;
import dev.convoke.terms.Receipt;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes delivery receipts down with the texts they are about. One that comes before the response to its {@code submit_sm} is
 * kept on disk until that is there; one that nobody ever asks for is dropped after a while. Any thread; never blocks.
 */
public final class Receipts implements ReceiptSink {

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    private final OutboxTable table;
    private final DeliveryWatch watch;
    private final Clock clock;
    private final LongAdder matched = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Writes into this table. */
    public Receipts(OutboxTable table, Clock clock) {
        this(table, DeliveryWatch.none(), clock);
    }

    /** Writes into this table, and tells what they say of a text in the end. */
    public Receipts(OutboxTable table, DeliveryWatch watch, Clock clock) {
        this.table = table;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * What was done with receipts since the start.
     *
     * @param matched belonged to a text that was known as sent
     * @param kept came early, or are about nothing of ours
     * @param dropped came early when too many did
     */
    public record Counts(long matched, long kept, long dropped) {}

    @Override
    public CompletableFuture<Void> accept(DeliveryReceipt receipt) {
        return table.receipt(receipt.link(), receipt.id(), receipt.recipient(), receipt.state(), clock.instant())
                .thenAccept(outcome -> {
                    count(receipt, outcome.matched());
                    outcome.text()
                            .filter(text -> text.receipt().isFinal())
                            .ifPresent(text -> watch.settled(text.id(), text.receipt() == Receipt.DELIVERED));
                });
    }

    private void count(DeliveryReceipt receipt, Matched outcome) {
        switch (outcome) {
            case TEXT -> matched.increment();
            case KEPT -> kept.increment();
            case DROPPED -> {
                dropped.increment();
                LOG.debug("a receipt by {} belongs to nothing and was dropped", receipt.link());
            }
        }
    }

    /** What was done so far. */
    public Counts counts() {
        return new Counts(matched.sum(), kept.sum(), dropped.sum());
    }
}
