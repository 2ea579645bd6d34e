package dev.convoke.admission;

import dev.convoke.dialin.DialIn;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.MobileTerminated.Urgency;
import dev.convoke.terms.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What we text back. Few to one sender, not too many altogether: the sender of a text may be forged, and whoever is written to
 * then did not ask for it. None to those who said STOP, until they say START; that is remembered until the server stops.
 *
 * <p>Only people are answered: a {@link DialIn} has a phone number as its sender. Any thread.
 */
final class Answers {

    /** What one waits for is no use later. */
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final String ALL = "all";

    private final Consumer<MobileTerminated> outbox;
    private final Buckets<Msisdn> perSender;
    private final Buckets<String> overall;
    private final Remembered<Msisdn, Boolean> stopped;
    private final LongAdder withheld = new LongAdder();
    private final Clock clock;

    Answers(Consumer<MobileTerminated> outbox, AdmissionSettings settings, Clock clock) {
        this.outbox = outbox;
        this.perSender = new Buckets<>(settings.answers(), settings.remembered());
        this.overall = new Buckets<>(settings.answersOverall(), 1);
        this.stopped = new Remembered<>(settings.remembered());
        this.clock = clock;
    }

    /** Answers a text, from the number that was texted and by the link it came by, if a limit does not forbid it. */
    void answer(DialIn text, String sentence) {
        Instant now = clock.instant();
        if (isStopped(text.from())
                || perSender.take(text.from(), now.toEpochMilli()).isPresent()
                || overall.take(ALL, now.toEpochMilli()).isPresent()) {
            withheld.increment();
            return;
        }
        MobileTerminated answer =
                new MobileTerminated(text.from(), text.to(), sentence, text.link(), Urgency.ANSWER, now.plus(VALIDITY));
        outbox.accept(answer.about(text.text().named()));
    }

    private boolean isStopped(Msisdn to) {
        synchronized (stopped) {
            return stopped.containsKey(to);
        }
    }

    /** The person wants no texts. */
    void stop(Msisdn who) {
        synchronized (stopped) {
            stopped.put(who, true);
        }
    }

    /** The person may be texted again. */
    void start(Msisdn who) {
        synchronized (stopped) {
            stopped.remove(who);
        }
    }

    /** How many answers were not given because of a limit or a STOP. */
    long withheld() {
        return withheld.sum();
    }
}
