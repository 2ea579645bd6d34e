package dev.convoke.paging;

import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands texts over to the next step, in order: who comes while others wait waits behind them. What waits is kept by id alone
 * and read from the table again when its turn comes. Any thread may hand over; {@link #serveWaiting} has one caller at a
 * time.
 */
final class InboxDispatch {

    private static final int PAGE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(InboxDispatch.class);

    private final InboxTable table;
    private final UnsettledTexts inFlight;
    private final InboxSettings settings;
    private final Clock clock;
    private final Predicate<ReceivedText> step;
    private final DropLog dropLog;
    private final LongAdder stale = new LongAdder();
    private final LongAdder otherPort = new LongAdder();

    InboxDispatch(
            InboxTable table,
            UnsettledTexts inFlight,
            InboxSettings settings,
            Clock clock,
            Predicate<ReceivedText> step,
            DropLog dropLog) {
        this.table = table;
        this.inFlight = inFlight;
        this.settings = settings;
        this.clock = clock;
        this.step = step;
        this.dropLog = dropLog;
    }

    private enum Handed {
        /** The next step has it, and owes a settlement. */
        TAKEN,
        /** Settled, because it is not for us any more, or never was. */
        PASSED_OVER,
        /** To be handed over later. */
        NO_ROOM
    }

    /** Hands over everything that is open in the table; returns how many texts those were. */
    int replay() {
        int found = 0;
        long afterId = 0;
        List<InboxRow> page;
        do {
            page = table.open(afterId, PAGE);
            for (InboxRow row : page) {
                afterId = row.id();
                inFlight.reserve();
                handOver(received(row));
            }
            found += page.size();
        } while (page.size() == PAGE);
        return found;
    }

    /** Hands over a text that has its slot in {@link UnsettledTexts}, and keeps that only if the text gets to the disk. */
    void handOver(ReceivedText text) {
        if (inFlight.anyoneWaits() || offer(text) == Handed.NO_ROOM) {
            inFlight.await(text.id());
        }
        var unused = text.onDisk().exceptionally(neverThere -> {
            inFlight.forget(text.id());
            return null;
        });
    }

    private Handed offer(ReceivedText text) {
        inFlight.offer(text);
        if (passesOver(text)) {
            return Handed.PASSED_OVER;
        }
        try {
            return step.test(text) ? Handed.TAKEN : Handed.NO_ROOM;
        } catch (RuntimeException e) {
            LOG.error("text {} could not be handed over", text.id(), e);
            settle(text, Inbox.DEFECT);
            return Handed.TAKEN;
        }
    }

    private boolean passesOver(ReceivedText text) {
        if (!settings.isForUs(text.mo().port())) {
            otherPort.increment();
            settle(text, Inbox.OTHER_PORT);
            return true;
        }
        Duration age = TextAge.of(text.mo(), clock.instant());
        if (age.compareTo(settings.maxAge()) > 0) {
            stale.increment();
            dropLog.note("text " + text.id() + " from " + text.mo().from() + " is too old to be handled: "
                    + age.toSeconds() + " s");
            settle(text, Inbox.STALE);
            return true;
        }
        return false;
    }

    /** Settles a text that has its slot, and goes no further. */
    void settleRepeated(ReceivedText text) {
        inFlight.offer(text);
        settle(text, Inbox.REPEATED);
    }

    /** Not as accepted: its sender may well text the same again. And as no failure, for nobody was told of one. */
    private void settle(ReceivedText text, String outcome) {
        var unused = text.onDisk().thenRun(() -> inFlight.settle(text.id(), outcome, false, clock.instant(), mo -> {}));
    }

    /** Hands over what waits until there is no room. Blocks while it reads. */
    void serveWaiting() {
        OptionalLong first = inFlight.firstWaiting();
        long afterId = first.orElse(Long.MAX_VALUE) - 1;
        List<InboxRow> page = first.isPresent() ? table.open(afterId, PAGE) : List.of();
        while (!page.isEmpty() && servePage(page)) {
            afterId = page.get(page.size() - 1).id();
            page = page.size() < PAGE ? List.of() : table.open(afterId, PAGE);
        }
    }

    /** {@code false} if there is no room. */
    private boolean servePage(List<InboxRow> page) {
        for (InboxRow row : page) {
            if (inFlight.waits(row.id())) {
                if (offer(received(row)) == Handed.NO_ROOM) {
                    inFlight.await(row.id());
                    return false;
                }
                inFlight.awaitNoMore(row.id());
            }
        }
        return true;
    }

    /** How many texts were settled for their age. */
    int stale() {
        return stale.intValue();
    }

    /** How many texts were settled because they are for an application port that is not ours. */
    long otherPort() {
        return otherPort.sum();
    }

    /** The text of a row that is in the table. */
    static ReceivedText received(InboxRow row) {
        MobileOriginated mo = new MobileOriginated(
                row.link(), row.from(), row.to(), row.text(), row.port(), row.sentAt(), row.receivedAt());
        return ReceivedText.stored(row.id(), mo);
    }
}
