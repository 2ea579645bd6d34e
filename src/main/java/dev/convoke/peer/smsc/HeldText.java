package dev.convoke.peer.smsc;

import dev.convoke.smpp.pdu.SmppAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A text, or a receipt, that the embedded message centre is to deliver. One thread has it at a time. */
final class HeldText {

    final SmppAddress from;
    final SmppAddress to;
    final CompletableFuture<Delivery> result = new CompletableFuture<>();
    private final List<Piece> pieces;
    private final long untilNanos;
    private final boolean repeat;
    private int next;
    private int lastStatus = Delivery.NO_ANSWER;

    HeldText(SmppAddress from, SmppAddress to, List<Piece> pieces, long untilNanos) {
        this(from, to, pieces, untilNanos, false);
    }

    private HeldText(SmppAddress from, SmppAddress to, List<Piece> pieces, long untilNanos, boolean repeat) {
        this.from = from;
        this.to = to;
        this.pieces = pieces;
        this.untilNanos = untilNanos;
        this.repeat = repeat;
    }

    /** The same, to be delivered once more; nobody waits for its result. */
    HeldText again() {
        return new HeldText(from, to, pieces, untilNanos, true);
    }

    /** Whether it was made by {@link #again}. */
    boolean isRepeat() {
        return repeat;
    }

    /** The piece to send now: those before it were taken. */
    Piece next() {
        return pieces.get(next);
    }

    /** Whether the ESME has all of it. */
    boolean isTaken() {
        return next == pieces.size();
    }

    void onAnswer(int status) {
        lastStatus = status;
        if (status == 0) {
            next++;
        }
    }

    boolean isExpired() {
        return System.nanoTime() - untilNanos > 0;
    }

    void end(Delivery.Outcome outcome) {
        result.complete(new Delivery(outcome, lastStatus));
    }
}
