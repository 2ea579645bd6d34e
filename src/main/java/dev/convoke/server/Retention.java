package dev.convoke.server;

import dev.convoke.invitation.Codes;
import dev.convoke.invitation.Invitations;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one kind of record is kept. A value; any thread.
 *
 * @param what are deleted, such as {@code bans that were over}
 * @param age how long after its end a record is kept
 * @param purge deletes those that ended before a moment; completes with a count in words, empty if there were none
 */
record Retention(String what, Duration age, Function<Instant, CompletableFuture<String>> purge) {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** All that is deleted when its time has come, but for texts, which the inbox and the outbox delete themselves. */
    static List<Retention> all(Store store, Settings settings) {
        Duration transcripts = settings.store().transcriptRetention();
        return List.of(
                new Retention(
                        "older than " + transcripts.toDays() + " days",
                        transcripts,
                        before -> store.meetings().purge(before).thenApply(Retention::words)),
                counted("bans that were over", Duration.ZERO, store.bans()::purge),
                counted("rules about numbers that were over", Duration.ZERO, store.blocks()::purge),
                // Those that have just been made say that their number was just invited, however soon they ended.
                counted("invitations that were over", Invitations.APART, store.invitations()::purge),
                counted("codes that were over", Codes.KEPT, store.codes()::purge));
    }

    private static Retention counted(String what, Duration age, Function<Instant, CompletableFuture<Integer>> purge) {
        return new Retention(
                what, age, before -> purge.apply(before).thenApply(count -> count == 0 ? "" : Integer.toString(count)));
    }

    private static String words(MeetingTable.Purged purged) {
        return purged.meetings() == 0 && purged.messages() == 0
                ? ""
                : purged.meetings() + " meetings and " + purged.messages() + " messages";
    }

    /** Deletes what is older now; says how much, or that it could not be done. */
    void apply(Instant now) {
        var unused = purge.apply(now.minus(age)).whenComplete((count, failure) -> {
            if (failure != null) {
                LOG.warn("{} were not deleted, it is tried again: {}", what, failure.toString());
            } else if (!count.isEmpty()) {
                LOG.info("{} {} were deleted", count, what);
            }
        });
    }
}
