package dev.convoke.peer.phone;

import dev.convoke.concurrent.ThreadMaker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A phone on a pipe, which a test types into and reads. */
public final class TypedPhone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final PipedWriter keys = new PipedWriter();
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final Phone phone;
    private final Thread running;

    /** Runs a phone over that way. */
    public TypedPhone(Way way) {
        try {
            BufferedReader in = new BufferedReader(new PipedReader(keys));
            phone = Phone.plain(in, new PrintWriter(new Lines()), threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        running = threads.thread("test-phone", () -> run(way));
        running.start();
    }

    private void run(Way way) {
        try (way;
                phone) {
            phone.run(way);
            outcome.complete(null);
        } catch (InterruptedException | RuntimeException failed) {
            outcome.completeExceptionally(failed);
        }
    }

    /** Cuts what is printed into lines. */
    private final class Lines extends Writer {
        private final StringBuilder begun = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (chars[i] == '\n') {
                    keep(begun.toString());
                    begun.setLength(0);
                } else {
                    begun.append(chars[i]);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private synchronized void keep(String line) {
        lines.add(line);
        notifyAll();
    }

    public void type(String line) {
        try {
            keys.write(line + "\n");
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-D, or the end of a pipe. */
    public void endOfInput() {
        try {
            keys.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Fails unless it shows, or has shown, a line with that in it; answers the line. */
    public String hears(String part) throws InterruptedException {
        return hears(part, 1);
    }

    /** The same so many times. */
    public synchronized String hears(String part, int times) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> found =
                    lines.stream().filter(line -> line.contains(part)).toList();
            if (found.size() >= times) {
                return found.get(times - 1);
            }
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new AssertionError("not shown " + times + " times: " + part + "; shown " + lines);
            }
            wait(leftMs);
        }
    }

    /** How it ended: completed, or with the exception that the person is shown. */
    public CompletableFuture<Void> outcome() {
        return outcome;
    }

    public Phone phone() {
        return phone;
    }

    @Override
    public void close() {
        phone.leave();
        endOfInput();
        try {
            running.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
