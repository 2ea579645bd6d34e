package dev.convoke.smsc;

import dev.convoke.smpp.SmppAddress;
import dev.convoke.sms.SegmentedText;
import java.util.concurrent.CompletableFuture;

/** A text that the embedded message centre is to deliver. One thread has it at a time. */
final class HeldText {

    final SmppAddress from;
    final SmppAddress to;
    final SegmentedText parts;
    final CompletableFuture<Delivery> result = new CompletableFuture<>();
    private final long untilNanos;
    private int nextPart;
    private int lastStatus = Delivery.NO_ANSWER;

    HeldText(SmppAddress from, SmppAddress to, SegmentedText parts, long untilNanos) {
        this.from = from;
        this.to = to;
        this.parts = parts;
        this.untilNanos = untilNanos;
    }

    /** The part to send now: those before it were taken. */
    int nextPart() {
        return nextPart;
    }

    /** Whether the ESME has all of it. */
    boolean isTaken() {
        return nextPart == parts.count();
    }

    void onAnswer(int status) {
        lastStatus = status;
        if (status == 0) {
            nextPart++;
        }
    }

    boolean isExpired() {
        return System.nanoTime() - untilNanos > 0;
    }

    void end(Delivery.Outcome outcome) {
        result.complete(new Delivery(outcome, lastStatus));
    }
}
