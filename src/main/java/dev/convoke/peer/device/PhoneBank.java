package dev.convoke.peer.device;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of phones on one thread and one port of loopback, which hear and say numbered texts as fast as that thread can:
 * what the fan-out is measured with. The first that are dialled are the speakers. It uses the JDK's sockets and no Netty, so
 * that its memory is not taken for the engine's.
 *
 * <p>Life: {@link #listen}, be dialled, {@link #awaitWelcomed}, {@link #run} one load after the other, {@link #close}.
 */
public final class PhoneBank implements AutoCloseable {

    private static final int READ_OCTETS = 256 << 10;
    private static final int BACKLOG = 4_096;
    private static final long LOOK_AGAIN_MS = 50;
    private static final long CLOSE_MS = 2_000;

    /** The kernel wakes up to so much late; nearer to the due time the thread does not sleep. */
    private static final long SLEEPS_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PhoneDialect dialect;
    private final int speakers;
    private final int textOctets;
    private final Selector selector;
    private final ServerSocketChannel listening;
    private final Thread thread;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(READ_OCTETS);
    private final List<Phone> phones = new ArrayList<>();
    private final Semaphore welcomes = new Semaphore(0);
    private final AtomicReference<@Nullable Run> ordered = new AtomicReference<>();
    private final Ear ear = new Ear();
    private @Nullable Run running;
    private volatile boolean closed;
    private volatile int lost;
    private volatile int outOfOrder;
    private volatile int refused;

    private record Run(Load load, CompletableFuture<Void> over) {}

    /**
     * What must not happen in a measurement.
     *
     * @param lost connections that broke
     * @param outOfOrder texts that were not the next one of their sender
     * @param refused lines that told a phone that something was not done
     */
    public record Troubles(int lost, int outOfOrder, int refused) {
        /** Whether nothing of it has happened. */
        public boolean none() {
            return lost == 0 && outOfOrder == 0 && refused == 0;
        }
    }

    private PhoneBank(PhoneDialect dialect, int speakers, int textOctets, ThreadMaker threads) throws IOException {
        this.dialect = dialect;
        this.speakers = speakers;
        this.textOctets = textOctets;
        selector = Selector.open();
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread = threads.thread("phones", this::serve);
    }

    /**
     * Opens the port.
     *
     * @param speakers how many of the phones speak, 1 to 1,000
     * @param textOctets how long each text is, 16 to 4,096
     * @throws UncheckedIOException if no port can be opened
     */
    public static PhoneBank listen(PhoneDialect dialect, int speakers, int textOctets, ThreadMaker threads) {
        try {
            PhoneBank bank = new PhoneBank(dialect, speakers, textOctets, threads);
            bank.thread.start();
            return bank;
        } catch (IOException e) {
            throw new UncheckedIOException("the phones cannot listen: " + e.getMessage(), e);
        }
    }

    /** Where all the phones listen. */
    public DeviceAddress address() {
        return new DeviceAddress(
                listening.socket().getInetAddress(), listening.socket().getLocalPort());
    }

    /** Waits for so many more phones to be in the room; {@code false} if they were not in time. */
    public boolean awaitWelcomed(int more, Duration patience) throws InterruptedException {
        return welcomes.tryAcquire(more, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a load, when the one before is over; completes when it is done, on the phones' thread. */
    public CompletableFuture<Void> run(Load load) {
        Run run = new Run(load, new CompletableFuture<>());
        if (!ordered.compareAndSet(null, run)) {
            throw new IllegalStateException("a load is running");
        }
        selector.wakeup();
        if (closed) {
            fail(new IllegalStateException("the phones have hung up"));
        }
        return run.over();
    }

    /** What has gone wrong so far. */
    public Troubles troubles() {
        return new Troubles(lost, outOfOrder, refused);
    }

    private void serve() {
        try {
            while (!closed) {
                turn();
            }
            fail(new IllegalStateException("the phones have hung up"));
        } catch (IOException | RuntimeException failure) {
            closed = true;
            fail(failure);
        } finally {
            hangUp();
        }
    }

    private void fail(Exception failure) {
        @Nullable Run run = ordered.get();
        if (run != null) {
            run.over().completeExceptionally(failure);
        }
    }

    private void turn() throws IOException {
        @Nullable Run run = ordered.get();
        if (run == null) {
            selector.select(this::ready);
            return;
        }
        if (running == null) {
            running = run;
            phones.forEach(Phone::expectFromZero);
            run.load().begin(phones.size(), System.nanoTime());
        }
        long idleNanos = run.load().say(ear, System.nanoTime());
        for (int i = 0; i < speakers; i++) {
            phones.get(i).flush();
        }
        if (idleNanos > SLEEPS_LATE_NANOS) {
            long sleepsMs = TimeUnit.NANOSECONDS.toMillis(idleNanos - SLEEPS_LATE_NANOS);
            selector.select(this::ready, Math.max(1, Math.min(LOOK_AGAIN_MS, sleepsMs)));
        } else {
            selector.selectNow(this::ready);
        }
        if (run.load().isDone(System.nanoTime())) {
            running = null;
            ordered.set(null);
            run.over().complete(null);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (!ear.listen((Phone) key.attachment())) {
                lose(key);
            }
        } catch (IOException broken) {
            lose(key);
        }
    }

    private void accept() throws IOException {
        for (@Nullable SocketChannel caller = listening.accept(); caller != null; caller = listening.accept()) {
            caller.configureBlocking(false);
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Phone phone = new Phone(caller, dialect, speakers);
            caller.register(selector, SelectionKey.OP_READ, phone);
            phones.add(phone);
            if (!dialect.hello().isEmpty()) {
                phone.say(dialect.hello());
            }
        }
    }

    // One thread writes these counters, others read them.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void lose(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException gone) {
            // It is lost either way.
        }
        lost++;
    }

    /** What phones hear, and how they are made to speak. */
    private final class Ear implements Phone.Sink, Load.Speakers {

        private long nowNanos;

        boolean listen(Phone phone) throws IOException {
            nowNanos = 0;
            return phone.read(shared, this);
        }

        @Override
        public void text(int sender, int number) {
            if (running != null) {
                running.load().heard(sender, number, now());
            }
        }

        /** One look at the clock for all that one waking of one phone has brought. */
        private long now() {
            if (nowNanos == 0) {
                nowNanos = System.nanoTime();
            }
            return nowNanos;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void outOfOrder() {
            outOfOrder++;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void line(Phone phone, String line) {
            if (dialect.isWelcome(line)) {
                welcomes.release();
            } else if (dialect.isRefusal(line)) {
                refused++;
            } else {
                dialect.reply(line).ifPresent(reply -> {
                    try {
                        phone.say(reply);
                    } catch (IOException broken) {
                        lost++;
                    }
                });
            }
        }

        @Override
        public int count() {
            return speakers;
        }

        @Override
        public boolean say(int speaker, int number) {
            try {
                return phones.get(speaker).say(textOctets, speaker, number);
            } catch (IOException broken) {
                throw new UncheckedIOException("speaker " + speaker + " cannot send: " + broken.getMessage(), broken);
            }
        }
    }

    private void hangUp() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException gone) {
            // The process lets go of what is left.
        }
    }

    /** Hangs up and stops listening. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
