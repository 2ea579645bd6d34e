package dev.convoke.admission;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down whoever guesses numbers and PINs, without handing anyone the means to lock the moderator out.
 *
 * <h2>What a guess gives the guesser</h2>
 * They learn that they were right either because we connect to the address they texted, or because of what we text back to the
 * number they texted from. The sender of a text can be forged, and a forger gets no text back; but the address must be one where
 * they listen. So a failure counts
 *
 * <ul>
 *   <li>against the <b>caller</b>, sender and network together: after {@code free} failures they wait, and longer each time;
 *   <li>against the <b>network</b>, whoever the senders claim to be: after {@code free-per-network} failures everyone there
 *       waits, but for those who have been let into this room by a PIN before. Someone with many forged senders and one address
 *       gets no further than this;
 *   <li>against the <b>sender</b>, whatever the address: they are not delayed, since that would let anyone who knows a moderator's
 *       number lock them out with forged texts. They are <em>muted</em>: no text back tells whether a guess was right. Someone with
 *       one SIM and many made-up addresses gets no further than this;
 *   <li>against the <b>room</b>: once {@code free-per-room} PINs were wrong the room counts as attacked, the operator's log says
 *       so, and whoever has failed even once waits out the room's delay. Who has not failed is not concerned, and neither is who
 *       texts no PIN.
 * </ul>
 *
 * A moderator who gets the PIN right is therefore let in at once, however many others, or forgers of their number, get it wrong:
 * unless those share the moderator's very address, and the moderator has not been in the room since the server started. What is
 * left to an attacker is {@code free} guesses for each network that they own, then one per delay: with a six-digit PIN, nothing.
 *
 * <p>What is refused during a delay is not looked at and counts as nothing, so nobody prolongs a delay of others. Unknown
 * numbers count and delay exactly as known ones do; they are remembered apart, so that made-up numbers cannot push out the
 * tallies of rooms. All of it is in memory, bounded, and forgotten after an hour without failures, or a restart.
 *
 * <p>Any thread. Times are milliseconds of the caller's clock.
 */
final class PinGuard {

    private static final Logger LOG = LoggerFactory.getLogger(PinGuard.class);

    private final PinBackoff patience;
    private final FailureBackoff<PinSource> callers;
    private final FailureBackoff<String> networks;
    private final FailureBackoff<Msisdn> senders;
    private final FailureBackoff<ConferenceNumber> rooms;
    private final FailureBackoff<ConferenceNumber> madeUpNumbers;
    private final LruMap<Regular, Boolean> regulars;

    /** Someone who was let into a room by a PIN. */
    private record Regular(ConferenceNumber room, Msisdn who) {}

    PinGuard(PinBackoff patience, int remembered) {
        this.patience = patience;
        this.callers = new FailureBackoff<>(patience.free(), patience, remembered);
        this.networks = new FailureBackoff<>(patience.freePerNetwork(), patience, remembered);
        this.senders = new FailureBackoff<>(patience.free(), patience, remembered);
        this.rooms = new FailureBackoff<>(patience.freePerRoom(), patience, remembered);
        this.madeUpNumbers = new FailureBackoff<>(patience.freePerRoom(), patience, remembered);
        this.regulars = new LruMap<>(remembered);
    }

    /**
     * One attempt.
     *
     * @param caller who
     * @param number what was texted as number
     * @param known whether a room has it
     * @param withPin whether there is a PIN to look at
     */
    record Attempt(PinSource caller, ConferenceNumber number, boolean known, boolean withPin) {}

    /** How long the caller has to wait before they may try; empty if they may now. */
    Optional<Duration> mustWait(Attempt attempt, long nowMs) {
        PinSource caller = attempt.caller();
        long waitMs = callers.waitMs(caller, nowMs);
        if (!isRegular(attempt)) {
            waitMs = Math.max(waitMs, networks.waitMs(caller.network(), nowMs));
        }
        if (attempt.withPin() && callers.count(caller, nowMs) > 0 && !isRegular(attempt)) {
            waitMs = Math.max(waitMs, talliesOf(attempt).waitMs(attempt.number(), nowMs));
        }
        return waitMs > 0 ? Optional.of(Duration.ofMillis(waitMs)) : Optional.empty();
    }

    private FailureBackoff<ConferenceNumber> talliesOf(Attempt attempt) {
        return attempt.known() ? rooms : madeUpNumbers;
    }

    private boolean isRegular(Attempt attempt) {
        synchronized (regulars) {
            return regulars.containsKey(
                    new Regular(attempt.number(), attempt.caller().from()));
        }
    }

    /** The number or the PIN was wrong. */
    void failed(Attempt attempt, long nowMs) {
        PinSource caller = attempt.caller();
        callers.strike(caller, nowMs);
        networks.strike(caller.network(), nowMs);
        senders.strike(caller.from(), nowMs);
        if (attempt.withPin()) {
            int count = talliesOf(attempt).strike(attempt.number(), nowMs);
            if (attempt.known() && isWorthALine(count)) {
                LOG.warn("room {}: {} wrong PINs, the last from {}", attempt.number(), count, caller.from());
            }
        }
    }

    /** The first time a room counts as attacked, and each time the failures have doubled. */
    private boolean isWorthALine(int count) {
        return count % patience.freePerRoom() == 0 && Integer.bitCount(count / patience.freePerRoom()) == 1;
    }

    /** The PIN was right. Nothing is forgiven: a room of one's own would else buy any number of guesses at another. */
    void succeeded(Attempt attempt) {
        synchronized (regulars) {
            regulars.put(new Regular(attempt.number(), attempt.caller().from()), true);
        }
    }

    /** Whether answers to this sender must not tell what became of a number or PIN. */
    boolean isMuted(Msisdn from, long nowMs) {
        return senders.waitMs(from, nowMs) > 0;
    }
}
