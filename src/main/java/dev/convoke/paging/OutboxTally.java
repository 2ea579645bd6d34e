package dev.convoke.paging;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The running counts of the outbox. Any thread. */
final class OutboxTally {

    final LongAdder accepted = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder expired = new LongAdder();
    final AtomicInteger inFlight = new AtomicInteger();

    OutboxCounts counts() {
        return new OutboxCounts(
                accepted.sum(), sent.sum(), retried.sum(), failed.sum(), unknown.sum(), expired.sum(), inFlight.get());
    }
}
