package dev.convoke.store.jdbc;

import dev.convoke.store.StoreException;
import dev.convoke.store.jdbc.GroupCommit.Step;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step on its way to the disk: its own future, so that a write costs one object. Result and failure belong to the
 * {@code store-writer} thread and are published by completing, after the commit.
 */
final class Write<T> extends CompletableFuture<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Write.class);

    private final Step<T> step;
    private final Consumer<? super T> onRun;
    private final boolean urgent;
    private boolean told;
    private @Nullable T toldOf;
    private @Nullable T result;
    private @Nullable Throwable failure;

    /**
     * A step that has not run.
     *
     * @param onRun is told what the step said when it ran well, at once or at the latest when it is on disk; and again if it says
     *     something else when it runs again
     * @param urgent whether somebody waits for it
     */
    Write(Step<T> step, Consumer<? super T> onRun, boolean urgent) {
        this.step = step;
        this.onRun = onRun;
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
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            return false;
        }
        return true;
    }

    /** Tells what the step said, unless that is told already or it failed. Nothing that is thrown there may cost the writer. */
    void tell() {
        if (failure != null || (told && Objects.equals(toldOf, result))) {
            return;
        }
        told = true;
        toldOf = result;
        try {
            onRun.accept(result);
        } catch (Throwable defect) {
            LOG.error("a step was written, but who wanted to hear of it failed", defect);
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
            tell();
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
