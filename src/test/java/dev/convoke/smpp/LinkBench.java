package dev.convoke.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.ClosedAfterEach;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.config.Secret;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.sms.Alphabet;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Links with short timers, a sink, and the check that no thread of ours died of anything. */
public final class LinkBench implements ClosedAfterEach {

    public static final Duration PATIENCE = Duration.ofSeconds(10);

    public static final LinkTimers FAST = new LinkTimers(
            Duration.ofMillis(500),
            Duration.ofMillis(900),
            Duration.ofMillis(400),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(200));

    public static final Login LOGIN = new Login("convoke", Secret.of("sesame"), "");
    public static final Msisdn PHONE = new Msisdn("+447700900001");
    public static final ServiceNumber SERVICE = new ServiceNumber("84433");

    public final TestSink sink = new TestSink();
    public final List<Throwable> failures = new CopyOnWriteArrayList<>();
    public final ThreadMaker threads = new ThreadMaker((thread, failure) -> failures.add(failure));
    private final List<Links> opened = new ArrayList<>();

    public static LinkSettings fast(int port) {
        return fast("main", port);
    }

    public static LinkSettings fast(String name, int port) {
        return LinkSettings.of(name, "127.0.0.1", port, LOGIN)
                .with(FAST)
                .withWindow(4)
                .with(new Encoding(Alphabet.GSM7, Optional.of("GB"), 10));
    }

    /** Starts links and does not wait for them. */
    public Links start(LinkSettings... settings) {
        Links links = make(settings);
        links.start();
        return links;
    }

    /** Makes links and does not start them. */
    Links make(LinkSettings... settings) {
        Links links =
                new Links(new SmppSettings(List.of(settings)), sink, sink::acceptReceipt, Clock.systemUTC(), threads);
        opened.add(links);
        return links;
    }

    /** Starts links and waits until all are bound. */
    public Links bound(LinkSettings... settings) {
        Links links = start(settings);
        awaitBound(links);
        return links;
    }

    public static void awaitBound(Links links) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> links.status().stream().allMatch(status -> status.state() == LinkState.BOUND));
    }

    /** What went over the link {@code main}. */
    public static LinkCounts counts(Links links) {
        return Optional.ofNullable(links.counts().get("main")).orElseThrow();
    }

    public static MobileTerminated text(String text) {
        return new MobileTerminated(
                PHONE,
                SERVICE,
                text,
                "main",
                MobileTerminated.Urgency.ANSWER,
                Instant.now().plusSeconds(60));
    }

    public static SubmitRequest errand(String text) {
        return errand(text(text));
    }

    /** A first attempt that nobody writes down. */
    public static SubmitRequest errand(MobileTerminated text) {
        return new SubmitRequest(
                text, 1, SubmitRequest.Begun.NOT, (link, messages) -> CompletableFuture.completedFuture(null));
    }

    public static Submitted submit(Links links, String text) {
        return links.submit(errand(text))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        opened.forEach(Links::close);
        assertThat(failures).isEmpty();
    }
}
