package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.Consent;
import dev.convoke.admission.KeyedRateLimiter;
import dev.convoke.admission.RateLimit;
import dev.convoke.dialin.DialIn;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.terms.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What we text back. Few to one sender, not too many altogether: the sender of a text may be forged, and whoever is written to
 * then did not ask for it. None to those who said STOP, but for its confirmation; none to numbers that cost more than others.
 *
 * <p>Strangers share an allowance that is smaller than everybody's, so that forged senders never use up what there is for those who
 * have been here before. The same refusal is told one person twice and then no more for a while: where a machine answers each of our
 * texts, the two are silent after that.
 *
 * <p>Only people are answered: a {@link DialIn} has a phone number as its sender. Any thread.
 */
final class SmsReplies {

    /** What one waits for is no use later. */
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final String ALL = "all";
    private static final int SAME_REFUSALS = 2;

    private final Consumer<MobileTerminated> outbox;
    private final KeyedRateLimiter<Msisdn> perSender;
    private final KeyedRateLimiter<Repetition> refusals;
    private final KeyedRateLimiter<String> strangers;
    private final KeyedRateLimiter<String> overall;
    private final Admission admission;
    private final Consent consent;
    private final LongAdder withheld = new LongAdder();
    private final Clock clock;

    /** A refusal that was told, whatever times and numbers are in it. */
    private record Repetition(Msisdn who, int words) {}

    /** {@code admission} knows who has been here. */
    SmsReplies(
            Consumer<MobileTerminated> outbox,
            Admission admission,
            Consent consent,
            AdmissionSettings settings,
            Clock clock) {
        this.outbox = outbox;
        this.admission = admission;
        this.perSender = new KeyedRateLimiter<>(settings.answers(), settings.remembered());
        this.refusals = new KeyedRateLimiter<>(
                new RateLimit(SAME_REFUSALS, settings.answers().per()), settings.remembered());
        this.strangers = new KeyedRateLimiter<>(settings.answersStrangers(), 1);
        this.overall = new KeyedRateLimiter<>(settings.answersOverall(), 1);
        this.consent = consent;
        this.clock = clock;
    }

    /** Tells the sender why there is nothing for them, unless they have just been told; else as {@link #answer}. */
    void refuse(DialIn text, String sentence) {
        Repetition said = new Repetition(text.from(), wordsOf(sentence));
        long nowMs = clock.millis();
        // What cannot be told now is not remembered as told.
        if (overall.waitMs(ALL, nowMs) > 0 || refusals.take(said, nowMs).isPresent()) {
            withheld.increment();
        } else {
            answer(text, sentence);
        }
    }

    /**
     * Answers a text, from the number that was texted and by the link it came by, if neither STOP nor a limit forbids it.
     */
    void answer(DialIn text, String sentence) {
        if (consent.isStopped(text.from())) {
            withheld.increment();
        } else {
            confirm(text, sentence);
        }
    }

    /** Answers as {@link #answer} does, though the sender said STOP. */
    void confirm(DialIn text, String sentence) {
        Instant now = clock.instant();
        // What kind of number it is takes longest to find out.
        if (!isAllowed(text, now.toEpochMilli()) || text.from().isPremiumRate()) {
            withheld.increment();
            return;
        }
        MobileTerminated answer =
                new MobileTerminated(text.from(), text.to(), sentence, text.link(), Urgency.ANSWER, now.plus(VALIDITY));
        outbox.accept(answer.about(text.text().named()));
    }

    private boolean isAllowed(DialIn text, long nowMs) {
        return perSender.take(text.from(), nowMs).isEmpty()
                // Nobody is looked up on the record for an answer that could not be given anyway.
                && overall.waitMs(ALL, nowMs) == 0
                && isAllowedAsStranger(text, nowMs)
                && overall.take(ALL, nowMs).isEmpty();
    }

    /** The record is read last, and only while there are too many strangers. */
    private boolean isAllowedAsStranger(DialIn text, long nowMs) {
        return admission.hasCome(text.from())
                || strangers.take(ALL, nowMs).isEmpty()
                || text.text()
                        .named()
                        .filter(room -> admission.isOnRecord(text.from(), room))
                        .isPresent();
    }

    /** Tells sentences apart whatever numbers they name: a wait that gets shorter is the same refusal. */
    private static int wordsOf(String sentence) {
        int words = 0;
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            if (c < '0' || c > '9') {
                words = 31 * words + c;
            }
        }
        return words;
    }

    /** How many answers were not given because of a limit or a STOP. */
    long withheld() {
        return withheld.sum();
    }
}
