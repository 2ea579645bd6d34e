package dev.convoke.inbound;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.Consent;
import dev.convoke.admission.KeyedRateLimiter;
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
 * then did not ask for it. None to those who said STOP, but for its confirmation.
 *
 * <p>Only people are answered: a {@link DialIn} has a phone number as its sender. Any thread.
 */
final class Replies {

    /** What one waits for is no use later. */
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final String ALL = "all";

    private final Consumer<MobileTerminated> outbox;
    private final KeyedRateLimiter<Msisdn> perSender;
    private final KeyedRateLimiter<String> overall;
    private final Consent consent;
    private final LongAdder withheld = new LongAdder();
    private final Clock clock;

    Replies(Consumer<MobileTerminated> outbox, Consent consent, AdmissionSettings settings, Clock clock) {
        this.outbox = outbox;
        this.perSender = new KeyedRateLimiter<>(settings.answers(), settings.remembered());
        this.overall = new KeyedRateLimiter<>(settings.answersOverall(), 1);
        this.consent = consent;
        this.clock = clock;
    }

    /**
     * Replies a text, from the number that was texted and by the link it came by, if neither STOP nor a limit forbids it.
     */
    void answer(DialIn text, String sentence) {
        if (consent.isStopped(text.from())) {
            withheld.increment();
        } else {
            confirm(text, sentence);
        }
    }

    /** Replies as {@link #answer} does, though the sender said STOP. */
    void confirm(DialIn text, String sentence) {
        Instant now = clock.instant();
        if (perSender.take(text.from(), now.toEpochMilli()).isPresent()
                || overall.take(ALL, now.toEpochMilli()).isPresent()) {
            withheld.increment();
            return;
        }
        MobileTerminated answer =
                new MobileTerminated(text.from(), text.to(), sentence, text.link(), Urgency.ANSWER, now.plus(VALIDITY));
        outbox.accept(answer.about(text.text().named()));
    }

    /** How many answers were not given because of a limit or a STOP. */
    long withheld() {
        return withheld.sum();
    }
}
