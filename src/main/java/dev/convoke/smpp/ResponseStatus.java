package dev.convoke.smpp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The {@code command_status} with which a message will be answered. It is decided once: at once, or by the sink, or by the
 * clock when the sink has taken too long; whoever comes second changes nothing and counts nothing.
 *
 * <p>Any thread.
 */
final class ResponseStatus {

    private final CompletableFuture<?> stored;
    private final CompletableFuture<Integer> status;

    private ResponseStatus(CompletableFuture<?> stored, CompletableFuture<Integer> status) {
        this.stored = stored;
        this.status = status;
    }

    /** Decided at once. */
    static ResponseStatus of(int status) {
        CompletableFuture<Integer> decided = CompletableFuture.completedFuture(status);
        return new ResponseStatus(decided, decided);
    }

    /**
     * Decided when the sink has the message, or does not want it.
     *
     * @param taken the sink's word; it is only listened to
     * @param status of what the sink said; called once at most
     * @param trouble of a failure, or of a {@link TimeoutException} after {@link #giveUp}; called once at most
     */
    static <T> ResponseStatus when(
            CompletableFuture<T> taken, Function<T, Integer> status, Function<Throwable, Integer> trouble) {
        // A copy, because giving up must not be told to others who listen to the sink's future.
        CompletableFuture<T> stored = taken.copy();
        return new ResponseStatus(
                stored,
                stored.handle((word, failure) -> failure == null ? status.apply(word) : trouble.apply(cause(failure))));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Waits no more for the sink; whatever it says later is not heard. */
    void giveUp() {
        stored.completeExceptionally(new TimeoutException());
    }

    boolean isDecided() {
        return status.isDone();
    }

    /** The status; {@code otherwise} if it is not decided, or could not be. */
    int status(int otherwise) {
        return status.isDone() && !status.isCompletedExceptionally() ? status.join() : otherwise;
    }

    /** Runs the task when it is decided, on the thread that decides; here and now if it is already. */
    void onDecided(Runnable task) {
        var unused = status.whenComplete((decided, failure) -> task.run());
    }
}
