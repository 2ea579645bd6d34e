package dev.convoke.smpp;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.paging.MoSink;
import dev.convoke.paging.PageMessaging;
import dev.convoke.paging.ReceiptSink;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.terms.DesiredState;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All links to message centres: "the server has … opened an SMS listening port" (US 8,018,877 step 415). What people text goes
 * into the {@link MoSink}; what we text leaves by {@link #submit}.
 *
 * <p>Any thread. {@link #start} does not wait for a bind: a link that cannot bind is retried until {@link #close}.
 */
public final class Links implements PageMessaging, AutoCloseable {

    /** For all binds together; the unbind of each takes at most two seconds, the rest is for texts that are being stored. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Routes routes;

    /**
     * Makes the links; nothing is connected yet.
     *
     * @param sink where received texts go; it must be ready when the links are started
     * @param receipts where delivery receipts go
     * @throws IllegalArgumentException if the trust store of a link cannot be read
     */
    public Links(SmppSettings settings, MoSink sink, ReceiptSink receipts, Clock clock, ThreadMaker threads) {
        settings.links().forEach(link -> links.put(link.name(), new Link(link, sink, receipts, clock, threads)));
        this.routes = new Routes(settings.links());
    }

    /** Begins to bind all links but those that are wanted otherwise, and to keep them bound. */
    public void start() {
        links.values().forEach(Link::start);
    }

    /**
     * Says what is wanted of a link from now on; before {@link #start} too. Does not wait: {@link #status} tells how far it is,
     * and {@link #converge} must be called from time to time, because a link that was stopped a moment ago is not bound again
     * before its former bind has ended.
     *
     * @return {@code false} if there is no such link
     */
    public boolean want(String name, DesiredState wish) {
        Optional<Link> link = Optional.ofNullable(links.get(name));
        link.ifPresent(found -> found.want(wish));
        return link.isPresent();
    }

    /** Takes the next step with each link that is not yet as it is wanted. Does not wait. */
    public void converge() {
        links.values().forEach(Link::converge);
    }

    /** Completes when every bind that is wanted stands, or could not be made at its first attempt. */
    public CompletableFuture<Void> firstAttempts() {
        return CompletableFuture.allOf(
                links.values().stream().map(Link::firstAttempts).toArray(CompletableFuture[]::new));
    }

    /** Where every bind stands, in the order of the settings. */
    public List<LinkStatus> status() {
        return links.values().stream().flatMap(link -> link.status().stream()).toList();
    }

    /** What went over each link, by its name, in the order of the settings. */
    public Map<String, LinkCounts> counts() {
        Map<String, LinkCounts> counts = new LinkedHashMap<>();
        links.forEach((name, link) -> counts.put(name, link.counts()));
        return counts;
    }

    /**
     * Sends by the best link that may carry the text and takes texts now: see {@link Routes}. What one link has begun, no other
     * goes on with.
     */
    @Override
    public CompletableFuture<Submitted> submit(SubmitRequest errand) {
        List<String> candidates = candidates(errand);
        for (String name : candidates) {
            Optional<CompletableFuture<Submitted>> outcome =
                    Optional.ofNullable(links.get(name)).flatMap(link -> link.submit(errand));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return CompletableFuture.completedFuture(new Submitted.NoRoom(
                candidates.isEmpty()
                        ? "no link may carry texts to that number"
                        : "no link that may carry it can take it now"));
    }

    private List<String> candidates(SubmitRequest errand) {
        return links.keySet().stream()
                .filter(errand::isBegunBy)
                .findFirst()
                .map(List::of)
                .orElseGet(() -> routes.to(errand.text().to(), errand.text().link()));
    }

    @Override
    public boolean hasRoom() {
        return links.values().stream().anyMatch(Link::hasRoom);
    }

    /** Unbinds and ends all links, within a few seconds; texts of ours that wait for an answer have an unknown outcome. */
    @Override
    public void close() {
        NonBlockingThread.assertMayBlock();
        links.values().forEach(Link::close);
        long untilNanos = System.nanoTime() + CLOSING.toNanos();
        links.values().forEach(link -> link.awaitClosed(untilNanos));
    }
}
