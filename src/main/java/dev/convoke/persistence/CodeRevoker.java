package dev.convoke.persistence;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.port.Passes;
import dev.convoke.store.CodeTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back the codes of whoever is put out, and of meetings that are over. A meeting that ends because nobody is there, or no
 * moderator, takes with it what was made for it alone: the codes of a booking are good until that is over, and whoever went for a
 * coffee comes back. A server that stops takes nothing back.
 *
 * <p>Any thread, event loops too: it only queues.
 */
public final class CodeRevoker implements Passes {

    private static final Logger LOG = LoggerFactory.getLogger(CodeRevoker.class);

    private final CodeTable codes;
    private final Issuer issuer;
    private final Clock clock;

    /** Makes codes for a moderator. */
    @FunctionalInterface
    public interface Issuer {
        /** As {@link Passes#bearers} has it. */
        CompletionStage<List<String>> bearers(ConferenceNumber room, Person by, int count);
    }

    /** Takes back codes of that table, and leaves it to others to make some. */
    public CodeRevoker(CodeTable codes, Issuer issuer, Clock clock) {
        this.codes = codes;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public void revoke(ConferenceNumber room, Person who) {
        note(room, codes.revoke(room, who, clock.instant()));
    }

    @Override
    public void ended(ConferenceNumber room, CloseReason reason, long atMs) {
        Instant at = Instant.ofEpochMilli(atMs);
        switch (reason) {
            case BY_MODERATOR, BOOKING_ENDED, BY_OPERATOR -> note(room, codes.revokeRoom(room, at, true));
            case EMPTY, MODERATOR_GONE -> note(room, codes.revokeRoom(room, at, false));
            case SHUTDOWN -> {}
        }
    }

    private static void note(ConferenceNumber room, CompletableFuture<Integer> revoked) {
        var unused = revoked.whenComplete((count, failure) -> {
            if (failure != null) {
                LOG.error(
                        "room {}: codes that should be taken back are good until they end: {}",
                        room,
                        failure.toString());
            } else if (count > 0) {
                LOG.info("room {}: {} codes were taken back", room, count);
            }
        });
    }

    @Override
    public CompletionStage<List<String>> bearers(ConferenceNumber room, Person by, int count) {
        return issuer.bearers(room, by, count);
    }
}
