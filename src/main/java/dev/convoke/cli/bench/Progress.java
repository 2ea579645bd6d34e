package dev.convoke.cli.bench;

import dev.convoke.cli.base.Complaint;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** What a bench is doing now, on stderr: a line for each step, and one a second while a load runs. */
final class Progress {

    private final PrintWriter err;

    Progress(PrintWriter err) {
        this.err = err;
    }

    /** Says what begins now. */
    void show(String what) {
        err.println(what);
        err.flush();
    }

    /** Says each second how a run goes, until it is over. */
    void watch(String what, CompletableFuture<Void> run, LongSupplier heard) {
        long before = 0;
        show(what);
        while (!isOver(run)) {
            long now = heard.getAsLong();
            show(String.format(Locale.ROOT, "%s: %,d deliveries/s", what, now - before));
            before = now;
        }
    }

    private static boolean isOver(CompletableFuture<Void> run) {
        try {
            run.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (ExecutionException failed) {
            throw new Complaint("the phones failed: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Complaint("interrupted");
        }
    }
}
