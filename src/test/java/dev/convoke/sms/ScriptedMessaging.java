package dev.convoke.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A message centre that does as a test says, and remembers what it was given. */
final class ScriptedMessaging implements PageMessaging {

    private final List<MobileTerminated> given = new ArrayList<>();
    private final List<CompletableFuture<Submitted>> held = new ArrayList<>();
    private Function<MobileTerminated, CompletableFuture<Submitted>> script;
    private int inFlight;
    private int mostInFlight;

    ScriptedMessaging() {
        this.script = text -> done(new Submitted.Taken("id-1"));
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

    @Override
    public synchronized CompletableFuture<Submitted> submit(MobileTerminated text) {
        given.add(text);
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        CompletableFuture<Submitted> answer = script.apply(text);
        var unused = answer.whenComplete((submitted, failure) -> answered());
        return answer;
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
