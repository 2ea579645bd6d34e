package dev.convoke.peer.phone;

import dev.convoke.concurrent.ThreadMaker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A device for a person at a terminal: brings together what is seen and typed with a way in. Made and run by one thread; any may
 * {@link #leave}.
 */
public final class Phone implements AutoCloseable {

    private static final int MAX_LEGS = 3;
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);
    private static final Duration READER_DEADLINE = Duration.ofMillis(200);

    private final Screen screen;
    private final ThreadMaker threads;
    private final Conversation conversation;
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

    private Phone(Screen screen, Vocabulary vocabulary, ThreadMaker threads) {
        this.screen = screen;
        this.threads = threads;
        this.conversation = new Conversation(screen, vocabulary);
    }

    /** For pipes and programs: lines in, lines out. */
    public static Phone plain(BufferedReader in, PrintWriter out, ThreadMaker threads) {
        return new Phone(new PlainScreen(in, out), new Vocabulary(), threads);
    }

    /**
     * For the person at the terminal of this process.
     *
     * @throws PhoneException if it cannot be used
     */
    public static Phone atTerminal(boolean colours, ThreadMaker threads) {
        try {
            Vocabulary vocabulary = new Vocabulary();
            return new Phone(TerminalScreen.ofThisProcess(vocabulary, colours), vocabulary, threads);
        } catch (IOException | IllegalStateException unusable) {
            throw new PhoneException("this terminal cannot be used; --plain reads and writes plain lines");
        }
    }

    /** Tells something to the person. Any thread. */
    public void tell(String words) {
        screen.tell(words);
    }

    /**
     * Talks until the person leaves or the way in is over. Waits on the calling thread.
     *
     * @throws PhoneException if the way in cannot be used; the message says why
     */
    public void run(Way way) throws InterruptedException {
        ThreadPoolExecutor legs = new ThreadPoolExecutor(
                0, MAX_LEGS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads.factory("phone-leg"));
        Line line = new Line(conversation, legs);
        Thread ways = threads.thread("phone-way", () -> bring(way, line));
        Thread keys = threads.thread("phone-keys", this::read);
        // A read of stdin cannot be interrupted: this thread may be left waiting for a key when everything else is
        // over.
        keys.setDaemon(true);
        ways.start();
        keys.start();
        try {
            finished.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof PhoneException explained
                    ? explained
                    : new IllegalStateException(failed.getCause());
        } finally {
            way.close();
            legs.shutdownNow();
            keys.interrupt();
            ways.join(CLOSE_DEADLINE.toMillis());
            // At a terminal it ends at once, and before that is closed.
            keys.join(READER_DEADLINE.toMillis());
        }
    }

    private void bring(Way way, Line line) {
        try {
            way.run(line);
            finished.complete(true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            finished.complete(false);
        } catch (RuntimeException failed) {
            finished.completeExceptionally(failed);
        }
    }

    private void read() {
        try {
            Optional<String> typed = screen.read();
            while (typed.isPresent() && !finished.isDone()) {
                conversation.typed(typed.get());
                if (conversation.isLeaving()) {
                    break;
                }
                typed = screen.read();
            }
        } catch (IOException unreadable) {
            // Nothing can be typed any more: the same as the end of it.
        }
        leave();
    }

    /** Breaks the connection to the room, as networks do, so that it counts as lost; the way in goes on. Any thread. */
    public void hangUp() {
        conversation.hangUp();
    }

    /** Leaves the room in order and ends the run; waits for at most two seconds. */
    public void leave() {
        conversation.leave();
        finished.complete(true);
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        screen.close();
    }
}
