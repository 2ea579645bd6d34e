package dev.convoke.admission;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down whoever guesses numbers and PINs, without handing anyone the means to lock others out.
 *
 * <h2>What a guess gives the guesser</h2>
 * They learn that they were right because we connect to the address they texted, because of what we text back to the number they texted
 * from, or because a command is done. The sender of a text can be forged, and a forger gets no text back; but the address must be one
 * where they listen. So a failure counts
 *
 * <ul>
 *   <li>against the <b>caller</b>, sender and network together, or sender and room where the text has no address: after {@code free}
 *       failures they wait, and longer each time. These are their own mistakes;
 *   <li>against the <b>network at this room</b>, whoever the senders claim to be: {@code free-per-network} at once, then one per
 *       {@code forgive}. Texts without an address are one network of their own in each room. Someone with many forged senders
 *       and one address gets no further than this, and holds up nobody who wants to enter another room, by another address,
 *       or, where the text had an address, by a command;
 *   <li>against the <b>network as a whole</b>, {@value #WIDE} times as many: for numbers that are fished for. Texts without an
 *       address are held against their <b>sender</b> as widely, for there the network is everybody;
 *   <li>against the <b>sender</b>, whatever the address: they are not delayed, since that would let anyone who knows a moderator's
 *       number lock them out with forged texts. They are <em>muted</em>: no answer tells whether a guess was right. Someone with
 *       one SIM and many made-up addresses gets no further than this;
 *   <li>against the <b>room</b>: once {@code free-per-room} PINs were wrong the room counts as attacked, the operator's log says
 *       so, and whoever has failed even once waits out the room's delay. Who has not failed is not concerned.
 * </ul>
 *
 * <p>Nobody waits for the mistakes of others who has been here before ({@link Regulars}), and nobody who texts the number alone of a
 * room that asks no PIN: that is no guess. A right PIN costs nothing, so a moderator who comes for the first time is let in while
 * others guess, unless these have used up what this network has at this very room.
 *
 * <h2>How many guesses that makes</h2>
 * With many forged senders, per room and network (or by commands): 30 at once and 10 an hour, so 40 in the first hour and 10 in each
 * hour after that. (When networks were tallied across rooms and tallies did not decay it was 40 in an hour too, and 32 in each
 * hour for who paused so that the tally was forgotten.)
 *
 * <p>What is refused during a delay is not looked at and counts as nothing, so nobody prolongs a delay of others. Unknown
 * numbers count and delay exactly as known ones do; they are remembered apart, so that made-up numbers cannot push out the
 * tallies of rooms. All of it is in memory, bounded, and forgotten little by little.
 *
 * <p>Any thread but an event loop. Times are the caller's.
 */
final class PinGuard {

    private static final Logger LOG = LoggerFactory.getLogger(PinGuard.class);

    /** How much more of a network as a whole is borne than of one network at one room. */
    static final int WIDE = 10;

    private final PinBackoff patience;
    private final Regulars regulars;
    private final FailureBackoff<Caller> callers;
    private final FailureBackoff<Msisdn> senders;
    private final FailureBackoff<ConferenceNumber> rooms;
    private final FailureBackoff<ConferenceNumber> madeUpNumbers;
    private final KeyedRateLimiter<Quarter> quarters;
    private final KeyedRateLimiter<Quarter> madeUpQuarters;
    private final KeyedRateLimiter<Object> wide;

    /** Whose own mistakes they are; the room is empty where there is an address. */
    private record Caller(PinSource source, Optional<ConferenceNumber> room) {}

    /** A network at a room. */
    private record Quarter(String network, ConferenceNumber room) {}

    PinGuard(PinBackoff patience, Regulars regulars, int remembered) {
        this.patience = patience;
        this.regulars = regulars;
        this.callers = new FailureBackoff<>(patience.free(), patience, remembered);
        this.senders = new FailureBackoff<>(patience.free(), patience, remembered);
        this.rooms = new FailureBackoff<>(patience.freePerRoom(), patience, remembered);
        this.madeUpNumbers = new FailureBackoff<>(patience.freePerRoom(), patience, remembered);
        this.quarters = new KeyedRateLimiter<>(patience.freePerNetwork(), patience.forgive(), remembered);
        this.madeUpQuarters = new KeyedRateLimiter<>(patience.freePerNetwork(), patience.forgive(), remembered);
        this.wide = new KeyedRateLimiter<>(
                WIDE * patience.freePerNetwork(), patience.forgive().dividedBy(WIDE), remembered);
    }

    /**
     * One attempt.
     *
     * @param source who
     * @param number what was texted as number
     * @param known whether a room has it
     * @param asksPin whether that room asks everybody for a PIN
     * @param withPin whether there is a PIN to look at
     */
    record Attempt(PinSource source, ConferenceNumber number, boolean known, boolean asksPin, boolean withPin) {

        /** The number alone of a room that asks no PIN is none. */
        private boolean isGuess() {
            return withPin || asksPin || !known;
        }

        private Caller caller() {
            return new Caller(source, source.hasAddress() ? Optional.empty() : Optional.of(number));
        }

        private Quarter quarter() {
            return new Quarter(source.network(), number);
        }

        private Object wideKey() {
            return source.hasAddress() ? source.network() : source.from().orElseThrow();
        }
    }

    /**
     * A delay.
     *
     * @param own whether the sender, or whoever forges them, did anything wrong
     */
    record Wait(Duration time, boolean own) {}

    /** How long the caller has to wait before they may try; empty if they may now. */
    Optional<Wait> mustWait(Attempt attempt, Instant now) {
        long nowMs = now.toEpochMilli();
        long ownMs = callers.waitMs(attempt.caller(), nowMs);
        long othersMs = attempt.isGuess() ? othersMs(attempt, nowMs) : 0;
        boolean spared = othersMs > ownMs
                && attempt.source()
                        .from()
                        .filter(who -> regulars.isRegular(attempt.number(), attempt.asksPin(), who, now))
                        .isPresent();
        long waitMs = spared ? ownMs : Math.max(ownMs, othersMs);
        return waitMs > 0
                ? Optional.of(new Wait(
                        Duration.ofMillis(waitMs),
                        attempt.source()
                                .from()
                                .filter(who -> senders.count(who, nowMs) == 0)
                                .isEmpty()))
                : Optional.empty();
    }

    private long othersMs(Attempt attempt, long nowMs) {
        long hereMs = quartersOf(attempt).waitMs(attempt.quarter(), nowMs);
        long wideMs = wide.waitMs(attempt.wideKey(), nowMs);
        boolean erred = attempt.withPin() && callers.count(attempt.caller(), nowMs) > 0;
        long roomMs = erred ? talliesOf(attempt).waitMs(attempt.number(), nowMs) : 0;
        return Math.max(Math.max(hereMs, wideMs), roomMs);
    }

    private KeyedRateLimiter<Quarter> quartersOf(Attempt attempt) {
        return attempt.known() ? quarters : madeUpQuarters;
    }

    private FailureBackoff<ConferenceNumber> talliesOf(Attempt attempt) {
        return attempt.known() ? rooms : madeUpNumbers;
    }

    /** The number or the PIN was wrong. */
    void failed(Attempt attempt, Instant now) {
        long nowMs = now.toEpochMilli();
        callers.strike(attempt.caller(), nowMs);
        attempt.source().from().ifPresent(who -> senders.strike(who, nowMs));
        // Whoever was spared has nothing to take here, and so prolongs nothing.
        var unused = quartersOf(attempt).take(attempt.quarter(), nowMs);
        unused = wide.take(attempt.wideKey(), nowMs);
        if (attempt.withPin()) {
            int count = talliesOf(attempt).strike(attempt.number(), nowMs);
            if (attempt.known() && isWorthALine(count)) {
                LOG.warn(
                        "room {}: {} wrong PINs, the last from {}",
                        attempt.number(),
                        count,
                        attempt.source().from().map(Msisdn::masked).orElse("somebody connected"));
            }
        }
    }

    /** The first time a room counts as attacked, and each time the failures have doubled. */
    private boolean isWorthALine(int count) {
        return count % patience.freePerRoom() == 0 && Integer.bitCount(count / patience.freePerRoom()) == 1;
    }

    /** The PIN was right. Nothing is forgiven: a room of one's own would else buy any number of guesses at another. */
    void succeeded(Attempt attempt) {
        attempt.source().from().ifPresent(who -> regulars.knewPin(attempt.number(), who));
    }

    /** Whether answers to this sender must not tell what became of a number or PIN. */
    boolean isMuted(Msisdn from, long nowMs) {
        return senders.waitMs(from, nowMs) > 0;
    }
}
