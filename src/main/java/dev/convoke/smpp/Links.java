package dev.convoke.smpp;

import dev.convoke.sms.Errand;
import dev.convoke.sms.MoSink;
import dev.convoke.sms.PageMessaging;
import dev.convoke.sms.ReceiptSink;
import dev.convoke.terms.NonBlockingThread;
import dev.convoke.terms.ThreadMaker;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * All links to message centres: "the server has … opened an SMS listening port" (US 8,018,877 step 415). What people text goes
 * into the {@link MoSink}; what we text leaves by {@link #submit}.
 *
 * <p>Any thread. {@link #start} does not wait for a bind: a link that cannot bind is retried until {@link #close}.
 */
public final class Links implements PageMessaging, AutoCloseable {

    /** For all binds together; the good-bye of each takes at most two seconds, the rest is for texts that are being stored. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final List<Link> links;

    /**
     * Makes the links; nothing is connected yet.
     *
     * @param sink where received texts go; it must be ready when the links are started
     * @param receipts where delivery receipts go
     * @throws IllegalArgumentException if the trust store of a link cannot be read
     */
    public Links(SmppSettings settings, MoSink sink, ReceiptSink receipts, Clock clock, ThreadMaker threads) {
        this.links = settings.links().stream()
                .map(link -> new Link(link, sink, receipts, clock, threads))
                .toList();
    }

    /** Begins to bind all links, and to keep them bound. */
    public void start() {
        binds().forEach(SupervisedBind::start);
    }

    private List<SupervisedBind> binds() {
        return links.stream().flatMap(link -> link.binds().stream()).toList();
    }

    /** Completes when every bind stands, or could not be made at its first attempt. */
    public CompletableFuture<Void> firstAttempts() {
        return CompletableFuture.allOf(
                binds().stream().map(SupervisedBind::firstAttempt).toArray(CompletableFuture[]::new));
    }

    /** Where every bind stands, in the order of the settings. */
    public List<LinkStatus> status() {
        return binds().stream().map(SupervisedBind::status).toList();
    }

    /** What went over each link, by its name. */
    public Map<String, LinkCounts> counts() {
        return links.stream().collect(Collectors.toMap(Link::name, Link::counts));
    }

    /**
     * Sends by the link that the text prefers if that can send now, else by the first that can. What one link has begun, no
     * other goes on with.
     */
    @Override
    public CompletableFuture<Submitted> submit(Errand errand) {
        for (Link link : candidates(errand)) {
            Optional<CompletableFuture<Submitted>> outcome = link.submit(errand);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return CompletableFuture.completedFuture(new Submitted.NoRoom("no link is bound"));
    }

    private List<Link> candidates(Errand errand) {
        if (errand.isBegun() && links.stream().anyMatch(link -> errand.isBegunBy(link.name()))) {
            return links.stream().filter(link -> errand.isBegunBy(link.name())).toList();
        }
        Comparator<Link> preferredFirst =
                Comparator.comparing(link -> !link.name().equals(errand.text().link()));
        return links.stream().sorted(preferredFirst).toList();
    }

    @Override
    public boolean hasRoom() {
        return links.stream().anyMatch(Link::hasRoom);
    }

    /** Unbinds and ends all links, within a few seconds; texts of ours that wait for an answer have an unknown outcome. */
    @Override
    public void close() {
        NonBlockingThread.assertMayBlock();
        List<SupervisedBind> binds = binds();
        binds.forEach(SupervisedBind::stop);
        long until = System.nanoTime() + CLOSING.toNanos();
        for (SupervisedBind bind : binds) {
            bind.awaitStopped(Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
        }
    }
}
