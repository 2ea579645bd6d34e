package dev.convoke.peer.phone;

import dev.convoke.concurrent.Backoff;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.turn.TurnAllocation;
import dev.convoke.peer.turn.TurnCredentials;
import dev.convoke.peer.turn.TurnException;
import dev.convoke.peer.turn.TurnServer;
import dev.convoke.peer.turn.TurnTiming;
import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An address at a relay, for a device that nobody can dial. While the allocation stands, the server reaches it again and again at the
 * same address; a new allocation has another one, which has to be texted anew.
 */
public final class Relayed implements Way {

    private static final Backoff PAUSES = Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final int MAX_FAILURES = 8;

    private final TurnServer server;
    private final Supplier<TurnCredentials> who;
    private final List<InetAddress> engines;
    private final TurnTiming timing;
    private final ThreadMaker threads;
    private final Consumer<DeviceAddress> announce;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Counts down when {@link #run} has given its address back. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final CompletableFuture<String> stop = new CompletableFuture<>();

    /**
     * Asks for nothing yet.
     *
     * @param who makes credentials for each allocation
     * @param engines the addresses from which the server connects
     * @param announce is told each address that the device has
     */
    public Relayed(
            TurnServer server,
            Supplier<TurnCredentials> who,
            List<InetAddress> engines,
            TurnTiming timing,
            ThreadMaker threads,
            Consumer<DeviceAddress> announce) {
        this.server = server;
        this.who = who;
        this.engines = List.copyOf(engines);
        this.timing = timing;
        this.threads = threads;
        this.announce = announce;
    }

    @Override
    public void run(Line line) throws InterruptedException {
        try {
            int failures = 0;
            boolean stood = false;
            while (closed.getCount() > 0) {
                try {
                    line.tell("The relay is lost (" + standFor(line) + "). Asking it for another address …");
                    stood = true;
                    failures = 0;
                } catch (IOException failed) {
                    failures++;
                    giveUpIfOfNoUse(failed, stood ? failures : MAX_FAILURES);
                }
                var unused = closed.await(PAUSES.pause(failures).toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            over.countDown();
        }
    }

    /** One allocation, until it is lost; says why. */
    private String standFor(Line line) throws IOException, InterruptedException {
        CompletableFuture<String> lost = new CompletableFuture<>();
        var unused = stop.thenAccept(lost::complete);
        try (TurnAllocation allocation =
                TurnAllocation.open(server, who.get(), engines, timing, threads, listener(line, lost))) {
            announce.accept(allocation.address());
            return lost.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static TurnAllocation.Listener listener(Line line, CompletableFuture<String> lost) {
        return new TurnAllocation.Listener() {
            @Override
            public void onConnection(Socket data, InetSocketAddress from) {
                line.incoming(data, from.isUnresolved() ? data.getInetAddress() : from.getAddress());
            }

            @Override
            public void onLost(String why) {
                lost.complete(why);
            }
        };
    }

    private void giveUpIfOfNoUse(IOException failed, int failures) {
        boolean explained = failed instanceof TurnException;
        boolean lasting = failed instanceof TurnException refused && refused.isLasting();
        if (closed.getCount() > 0 && (lasting || failures >= MAX_FAILURES)) {
            throw new PhoneException(
                    (explained ? "" : "the relay " + server + " cannot be reached: ") + Reasons.of(failed));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        stop.complete("closed");
        try {
            var unused = over.await(timing.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
