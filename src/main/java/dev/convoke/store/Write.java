package dev.convoke.store;

import dev.convoke.store.GroupCommit.Step;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way to the disk: its own future, so that a write costs one object. Result and failure belong to the
 * {@code store-writer} thread and are published by completing, after the commit.
 */
final class Write<T> extends CompletableFuture<T> {

    private final Step<T> step;
    private final boolean urgent;
    private @Nullable T result;
    private @Nullable Throwable failure;

    /** @param urgent whether somebody waits for it */
    Write(Step<T> step, boolean urgent) {
        this.step = step;
        this.urgent = urgent;
    }

    /** Whether somebody waits for it. */
    boolean isUrgent() {
        return urgent;
    }

    /** Runs the step, for the first time or again; false if it failed. */
    boolean run(Statements statements) {
        try {
            result = step.run(statements);
            failure = null;
            return true;
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            return false;
        }
    }

    /** The failure of the step as that of the transaction, which could not be saved as {@code undoing} tells. */
    SQLException asOutage(SQLException undoing) {
        Throwable why = failure == null ? undoing : failure;
        SQLException outage = new SQLException(why.getMessage(), why);
        outage.addSuppressed(undoing);
        return outage;
    }

    /** Whatever the step said, it is not on disk. */
    void lose(Throwable outage) {
        failure = outage;
    }

    /** Publishes what became of the step. */
    void publish() {
        Throwable why = failure;
        if (why == null) {
            complete(result);
        } else {
            completeExceptionally(
                    why instanceof StoreException ? why : new StoreException("not written: " + why.getMessage(), why));
        }
    }

    /** Publishes that the step never ran. */
    void refuse(String why) {
        completeExceptionally(new StoreException(why));
    }
}
