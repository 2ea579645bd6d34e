package dev.convoke.peer.smsc;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.smpp.LinkConnection;
import dev.convoke.smpp.pdu.SmppAddress;
import dev.convoke.sms.SegmentedText;
import dev.convoke.terms.Msisdn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message centre on loopback, for demonstrations and tests: a real SMPP server that sends a text as any phone, and keeps
 * every text that phones receive.
 *
 * <p>As a real one it keeps what it cannot deliver: texts wait until an ESME is bound, and one that was put off with a
 * temporary error, or not answered, is sent again; who asks for delivery receipts gets them. It can be told to misbehave, by
 * {@link #faults}. Nothing is durable. Any thread; {@link #start} opens it, {@link #close}
 * ends it.
 */
public final class EmbeddedSmsc implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSmsc.class);
    private static final int MAX_SESSIONS = 64;
    private static final int BACKLOG = 64;
    private static final int MAX_PARTS = 255;
    private static final int MAX_ADDRESS_CHARS = 20;

    private final SmscSettings settings;
    private final ServerSocket door;
    private final ThreadMaker threads;
    private final Thread doorkeeper;
    private final ThreadPoolExecutor admitting;
    private final Set<SmscSession> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final HeldTexts held;
    private final PhoneMemory phones;
    private final Faults faults;
    private final PhoneReceipts receipts;
    private final SmscListener listener;
    private final AtomicInteger references = new AtomicInteger();

    private EmbeddedSmsc(SmscSettings settings, ServerSocket door, Clock clock, ThreadMaker threads) {
        this.settings = settings;
        this.door = door;
        this.threads = threads;
        this.timer = Executors.newSingleThreadScheduledExecutor(threads.factory("smsc-timer"));
        this.held = new HeldTexts(settings.held(), settings.retry(), timer);
        this.phones = new PhoneMemory(settings.kept());
        this.faults = new Faults(this::cut);
        this.receipts = new PhoneReceipts(faults, held, settings.validity(), clock, timer);
        this.listener = new SmscListener(settings.alphabet(), phones, clock, faults, receipts);
        this.admitting = new ThreadPoolExecutor(
                0, MAX_SESSIONS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads.factory("smsc-bind"));
        this.doorkeeper = threads.thread("smsc-accept", this::acceptAll);
    }

    /**
     * Opens the message centre on loopback.
     *
     * @throws IOException if the port is taken
     */
    public static EmbeddedSmsc start(SmscSettings settings, Clock clock, ThreadMaker threads) throws IOException {
        return start(settings, ServerSocketFactory.getDefault(), clock, threads);
    }

    /**
     * The same with sockets of another kind, such as TLS.
     *
     * @throws IOException if the port is taken
     */
    public static EmbeddedSmsc start(
            SmscSettings settings, ServerSocketFactory sockets, Clock clock, ThreadMaker threads) throws IOException {
        ServerSocket door = sockets.createServerSocket();
        try {
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        } catch (IOException e) {
            door.close();
            throw e;
        }
        EmbeddedSmsc smsc = new EmbeddedSmsc(settings, door, clock, threads);
        smsc.doorkeeper.start();
        return smsc;
    }

    /** The port it listens on. */
    public int port() {
        return door.getLocalPort();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                try {
                    admitting.execute(() -> admit(socket));
                } catch (RejectedExecutionException tooMany) {
                    socket.close();
                }
            } catch (IOException e) {
                if (!door.isClosed()) {
                    LOG.warn("a connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void admit(Socket socket) {
        sessions.removeIf(SmscSession::isOver);
        try {
            if (sessions.size() >= MAX_SESSIONS) {
                socket.close();
                return;
            }
            LinkConnection.tune(socket);
            Wire wire = new Wire(socket.getOutputStream(), socket, faults, receipts, timer);
            LinkConnection connection = new LinkConnection(socket, socket, wire);
            SmscSession session = new SmscSession(settings, held, faults, connection, listener, threads);
            sessions.add(session);
            if (!session.admit()) {
                sessions.remove(session);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended before it could bind: {}", e.getMessage());
        }
    }

    /**
     * Sends a text as a phone would: held until an ESME is bound, in parts if it is long, again if it was put off.
     *
     * @param from {@code +44…}, a short code, or a name of up to 11 characters
     * @param to the service number, in the same forms
     * @return completes, never exceptionally, with what became of it
     */
    public CompletableFuture<Delivery> deliver(String from, String to, String text) {
        Optional<SegmentedText> parts =
                SegmentedText.of(text, settings.alphabet(), references.incrementAndGet(), MAX_PARTS);
        if (parts.isEmpty() || from.length() > MAX_ADDRESS_CHARS || to.length() > MAX_ADDRESS_CHARS) {
            return CompletableFuture.completedFuture(new Delivery(Delivery.Outcome.REFUSED, Delivery.NO_ANSWER));
        }
        List<Piece> inOrder = Piece.of(parts.get());
        List<Piece> pieces = inOrder.size() == 1
                ? inOrder
                : faults.strike(Fault.Parts.class)
                        .map(fault -> Piece.in(fault.order(), inOrder))
                        .orElse(inOrder);
        HeldText heldText = new HeldText(
                SmppAddress.parse(from),
                SmppAddress.parse(to),
                pieces,
                System.nanoTime() + settings.validity().toNanos());
        held.add(heldText);
        return heldText.result.copy();
    }

    /** How it misbehaves; nothing is armed at first. */
    public Faults faults() {
        return faults;
    }

    /** How many sessions are bound that receive texts now. */
    public int receivers() {
        return (int) sessions.stream().filter(SmscSession::isReceiver).count();
    }

    /** The texts that a phone has received, oldest first. */
    public List<Delivered> textsTo(Msisdn phone) {
        return phones.find(text -> text.to().equals(phone.e164()), settings.kept());
    }

    /** The texts that are as wanted, oldest first, at most so many. */
    public List<Delivered> texts(Predicate<Delivered> wanted, int limit) {
        return phones.find(wanted, limit);
    }

    /** Waits for a text as wanted; answers at once if there is one already. */
    public Optional<Delivered> await(Predicate<Delivered> wanted, Duration atMost) throws InterruptedException {
        NonBlockingThread.assertMayBlock();
        return phones.await(wanted, atMost);
    }

    /** Tells of every text from now on, on a thread of the session it came by. */
    public void onText(Consumer<Delivered> listener) {
        phones.onText(listener);
    }

    /** Cuts every connection without a word, as a failing network does. */
    public void cut() {
        sessions.forEach(SmscSession::cut);
    }

    /** Unbinds everyone and closes the port; texts that were not delivered end as expired. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            LOG.warn("the port could not be closed: {}", e.getMessage());
        }
        admitting.shutdownNow();
        sessions.forEach(SmscSession::close);
        held.close();
        timer.shutdownNow();
    }
}
