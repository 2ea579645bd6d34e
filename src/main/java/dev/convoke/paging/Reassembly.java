package dev.convoke.paging;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.EncodedText;
import dev.convoke.store.InboxRow;
import dev.convoke.store.PartRow;
import dev.convoke.store.PartRow.Body;
import dev.convoke.store.PartRow.TextKey;
import dev.convoke.store.PartTable;
import dev.convoke.store.PartTable.Added;
import dev.convoke.store.PartTable.Effect;
import dev.convoke.store.PartTable.Incomplete;
import dev.convoke.store.PartTable.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts of long texts together, in whatever order they come and however often. Any thread.
 *
 * <h2>Which parts are of one text</h2>
 *
 * <p>Those with the same sender, service number, link, kind of reference, reference and total. The sender is what keeps
 * strangers' texts apart: every dial-in goes to the same number, and phones count their references from the same few.
 *
 * <h2>What is promised</h2>
 *
 * <ul>
 *   <li>A part is on disk before the message centre hears that we have it, and a text comes into the inbox in the commit of its
 *       last part: a crash neither loses nor doubles it, and after a restart the missing parts are still welcome.
 *   <li>A part that comes again changes nothing, before the text is whole and after it, within the duplicate window.
 *   <li>A part that contradicts another of its number begins a new text: the phone has used the reference again.
 *   <li>What is not whole within the time-out is given up, with a line in the log and a count: half a dial-in names no room, and
 *       guessing is not ours. So is a sender's oldest incomplete text when they begin one too many, and the oldest of all when too
 *       many parts wait. The message centre heard that we have them, so nothing comes back of it: people text again.
 * </ul>
 */
final class Reassembly {

    private final RepeatedLog sweeping = new RepeatedLog(LoggerFactory.getLogger(Reassembly.class), "");

    private final PartTable table;
    private final InboxSettings settings;
    private final DropLog dropLog;
    private final LongAdder kept = new LongAdder();
    private final LongAdder incomplete = new LongAdder();

    Reassembly(PartTable table, InboxSettings settings, DropLog dropLog) {
        this.table = table;
        this.settings = settings;
        this.dropLog = dropLog;
    }

    /** Adds a part; completes after the commit, with the text if it is whole. */
    CompletableFuture<Added> add(MoPart part) {
        Rules rules =
                new Rules(settings.parts().timeout(), settings.parts().textsPerSender(), settings.duplicateWindow());
        return table.add(row(part), rules, Reassembly::join).thenApply(this::onAdded);
    }

    private static PartRow row(MoPart mo) {
        TextKey text = new TextKey(
                mo.from(),
                mo.to(),
                mo.link(),
                mo.part().kind().name(),
                mo.part().reference(),
                mo.part().total());
        Body body = new Body(mo.body().alphabet().name(), mo.body().octets());
        return new PartRow(text, mo.part().number(), body, mo.port(), mo.sentAt(), mo.receivedAt());
    }

    /** The text of all its parts, in order; as old as the oldest of them. */
    private static InboxRow join(List<PartRow> parts) {
        TextKey text = parts.get(0).text();
        List<EncodedText> bodies = parts.stream()
                .map(part -> new EncodedText(
                        Alphabet.valueOf(part.body().alphabet()), part.body().octets()))
                .toList();
        OptionalInt port =
                parts.stream().flatMapToInt(part -> part.port().stream()).findFirst();
        Optional<Instant> sentAt =
                parts.stream().flatMap(part -> part.sentAt().stream()).min(Instant::compareTo);
        Instant receivedAt =
                parts.stream().map(PartRow::receivedAt).min(Instant::compareTo).orElseThrow();
        return new InboxRow(
                0,
                text.link(),
                text.from(),
                text.to(),
                EncodedText.join(bodies),
                port,
                parts.size(),
                sentAt,
                receivedAt);
    }

    private Added onAdded(Added added) {
        if (added.effect() != Effect.REPEATED) {
            kept.increment();
        }
        sayGivenUp(added.givenUp());
        return added;
    }

    private void sayGivenUp(List<Incomplete> texts) {
        incomplete.add(texts.size());
        texts.forEach(text -> dropLog.note("a text from " + text.from() + " is given up: " + text.parts() + " of its "
                + text.total() + " parts came"));
    }

    /** Gives up what is incomplete for too long, or too much. */
    void sweep(Instant now) {
        Duration memory = settings.parts().timeout().plus(settings.duplicateWindow());
        var unused = table.purge(
                        now.minus(settings.parts().timeout()), settings.parts().limit(), now.minus(memory))
                .whenComplete((texts, failure) -> {
                    if (failure != null) {
                        sweeping.bad("sweep", "parts of old texts were not deleted: " + failure.getMessage());
                    } else {
                        sweeping.over("parts of old texts are deleted again");
                        sayGivenUp(texts);
                    }
                });
    }

    /** How many parts were taken. */
    long kept() {
        return kept.sum();
    }

    /** How many texts were given up. */
    long incomplete() {
        return incomplete.sum();
    }
}
