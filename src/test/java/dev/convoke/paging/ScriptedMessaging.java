package dev.convoke.paging;

import dev.convoke.store.StoreException;
import dev.convoke.terms.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A message centre that does as a test says, and remembers what it was given. */
final class ScriptedMessaging implements PageMessaging {

    private final List<MobileTerminated> given = new ArrayList<>();
    private final List<CompletableFuture<Submitted>> held = new ArrayList<>();
    private Function<MobileTerminated, CompletableFuture<Submitted>> script;
    private final List<SubmitRequest> requests = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile Predicate<MobileTerminated> refused = text -> false;
    private int inFlight;
    private int mostInFlight;

    ScriptedMessaging() {
        this.script = text -> done(taken("id-1"));
    }

    static CompletableFuture<Submitted> done(Submitted submitted) {
        return CompletableFuture.completedFuture(submitted);
    }

    synchronized void answers(Function<MobileTerminated, Submitted> answer) {
        script = text -> done(answer.apply(text));
    }

    /** Keeps back every answer until {@link #release}. */
    synchronized void holds() {
        script = text -> {
            CompletableFuture<Submitted> later = new CompletableFuture<>();
            held.add(later);
            return later;
        };
    }

    void release(Submitted answer) {
        List<CompletableFuture<Submitted>> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(later -> later.complete(answer));
    }

    /** As a link does: marks the text first, and sends nothing if that fails. */
    @Override
    public CompletableFuture<Submitted> submit(SubmitRequest request) {
        if (full || refused.test(request.text())) {
            return done(new Submitted.NoRoom("full"));
        }
        requests.add(request);
        return request.mark()
                .onSending("main", 1)
                .thenCompose(marked -> send(request.text()))
                .exceptionally(failure -> {
                    if (failure.getCause() instanceof StoreException) {
                        return new Submitted.TryLater(Trouble.TEMPORARY, "not marked", Sent.NOTHING);
                    }
                    throw new IllegalStateException(failure);
                });
    }

    private synchronized CompletableFuture<Submitted> send(MobileTerminated text) {
        given.add(text);
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        // Whoever hears the answer finds the text counted as answered.
        return script.apply(text).whenComplete((submitted, failure) -> answered());
    }

    @Override
    public boolean hasRoom() {
        return !full;
    }

    /** Whether there is no room for anything. */
    void isFull(boolean now) {
        full = now;
    }

    /** For which texts there is none. */
    void refuses(Predicate<MobileTerminated> which) {
        refused = which;
    }

    List<SubmitRequest> requests() {
        return requests;
    }

    static Submitted taken(String... ids) {
        return new Submitted.Taken(
                new Sent(0, Arrays.stream(ids).map(MessageId::of).toList()));
    }

    static Submitted later(String reason) {
        return new Submitted.TryLater(Trouble.TEMPORARY, reason, Sent.NOTHING);
    }

    static Submitted unknown(String reason) {
        return new Submitted.OutcomeUnknown(reason, Sent.NOTHING);
    }

    private synchronized void answered() {
        inFlight--;
    }

    /** The texts that were submitted, in order, again and again if they were. */
    synchronized List<String> given() {
        return given.stream().map(MobileTerminated::text).toList();
    }

    synchronized List<MobileTerminated> givenWhole() {
        return List.copyOf(given);
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized int held() {
        return held.size();
    }
}
