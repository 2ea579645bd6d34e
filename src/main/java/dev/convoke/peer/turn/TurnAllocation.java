package dev.convoke.peer.turn;

import dev.convoke.concurrent.Periodic;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address at a relay at which a device behind a network can be dialled (RFC 8656 §7, RFC 6062 §4.3).
 *
 * <pre>
 *   device                                relay                              engine
 *     ├─ Allocate (TCP) ───────────────────▶│  an address of its own            │
 *     ├─ CreatePermission (engine) ────────▶│                                   │
 *     │                                     │◀────────── connects ──────────────┤
 *     │◀───────────── ConnectionAttempt ────┤                                   │
 *     ├─ second connection: ConnectionBind ▶│                                   │
 *     │◀════════════════ octets, both ways, as they are ═══════════════════════▶│
 * </pre>
 *
 * Several connections may stand at once. The allocation is refreshed at half its life and the permissions well before they lapse;
 * what one of these cannot do ends all. Any thread may call; the listener is called on threads of the allocation.
 */
public final class TurnAllocation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TurnAllocation.class);

    private static final int MAX_FETCHING = 4;
    private static final int MAX_WAITING = 16;
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);
    private static final long SHORTEST_LIFETIME_S = 1;
    private static final long LONGEST_LIFETIME_S = 86_400;

    private final TurnServer server;
    private final List<InetAddress> peers;
    private final TurnTiming timing;
    private final Listener listener;
    private final Credentialed credentialed;
    private final ControlConnection control;
    private final ThreadPoolExecutor fetching;
    private final Periodic reminders;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger reminded = new AtomicInteger();

    /** Published by whoever opens the allocation, before anybody else has it. */
    private volatile @Nullable DeviceAddress relayed;

    /** Who is handed what comes. */
    public interface Listener {

        /** Somebody connected to the relayed address; the socket is the listener's from now on. */
        void onConnection(Socket data, InetSocketAddress from);

        /** The allocation is lost, and what was connected through it with it; not called after a close, and must not close it. */
        void onLost(String why);
    }

    private TurnAllocation(
            TurnServer server,
            TurnCredentials who,
            List<InetAddress> peers,
            TurnTiming timing,
            ThreadMaker threads,
            Listener listener)
            throws IOException {
        this.server = server;
        this.peers = List.copyOf(peers);
        this.timing = timing;
        this.listener = listener;
        this.credentialed = new Credentialed(who, new SecureRandom());
        Socket socket = TurnSocket.connect(server, timing.connect());
        this.control = new ControlConnection(socket, timing.answer(), threads, this::onIndication, this::onEnd);
        this.reminders = new Periodic("relay-reminders", CLOSE_DEADLINE, threads);
        this.fetching = new ThreadPoolExecutor(
                MAX_FETCHING,
                MAX_FETCHING,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                threads.factory("relay-fetch"),
                new ThreadPoolExecutor.DiscardPolicy());
        fetching.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks a relay for an address, and lets these peers connect there. Waits for at most a few of the timing's answers.
     *
     * @param peers the addresses from which connections may come, one at least, of one family
     * @throws TurnException if the relay refuses; the message says why
     * @throws IOException if it cannot be reached
     */
    public static TurnAllocation open(
            TurnServer server,
            TurnCredentials who,
            List<InetAddress> peers,
            TurnTiming timing,
            ThreadMaker threads,
            Listener listener)
            throws IOException {
        if (peers.stream().map(peer -> peer.getAddress().length).distinct().count() != 1) {
            throw new IllegalArgumentException("peers: " + peers + " (expected: one at least, of one family)");
        }
        TurnAllocation allocation = new TurnAllocation(server, who, peers, timing, threads, listener);
        try {
            allocation.begin();
            return allocation;
        } catch (IOException | RuntimeException failed) {
            allocation.close();
            throw failed;
        }
    }

    private void begin() throws IOException {
        control.start();
        StunMessage granted = credentialed.ask("an address", Stun.ALLOCATE, this::allocation, control);
        relayed = granted.xorAddress(Stun.XOR_RELAYED_ADDRESS)
                .filter(address -> address.getPort() > 0)
                .map(address -> new DeviceAddress(address.getAddress(), address.getPort()))
                .orElseThrow(() -> TurnException.passing("the relay granted an allocation without an address"));
        permit();
        reminders.every(timing.pause(lifetime(granted)), "to remind the relay", this::remind);
    }

    private StunRequest allocation(StunRequest request) {
        StunRequest asked = request.with(Stun.REQUESTED_TRANSPORT, Stun.TCP << 24);
        // Without it IPv4 is meant, and old relays do not know the attribute.
        return peers.get(0).getAddress().length == 4
                ? asked
                : asked.with(Stun.REQUESTED_ADDRESS_FAMILY, Stun.FAMILY_IPV6 << 24);
    }

    private static Duration lifetime(StunMessage granted) {
        long seconds = granted.number(Stun.LIFETIME).orElse(SHORTEST_LIFETIME_S);
        return Duration.ofSeconds(Math.max(SHORTEST_LIFETIME_S, Math.min(LONGEST_LIFETIME_S, seconds)));
    }

    private void permit() throws IOException {
        UnaryOperator<StunRequest> each = request -> {
            peers.forEach(peer -> request.withXorAddress(Stun.XOR_PEER_ADDRESS, peer, 0));
            return request;
        };
        credentialed.ask("to let the server connect", Stun.CREATE_PERMISSION, each, control);
    }

    /** Both at once: two requests every few minutes are nothing, and one rhythm cannot forget either. */
    private void remind() {
        try {
            credentialed.ask("to go on", Stun.REFRESH, UnaryOperator.identity(), control);
            permit();
            reminded.incrementAndGet();
        } catch (TurnException explained) {
            lost(String.valueOf(explained.getMessage()));
        } catch (IOException broken) {
            lost(ControlConnection.BROKEN);
        }
    }

    private void onIndication(StunMessage indication) {
        if (indication.method() != Stun.CONNECTION_ATTEMPT) {
            return;
        }
        indication
                .value(Stun.CONNECTION_ID)
                .filter(id -> id.length == Integer.BYTES)
                .ifPresent(id -> fetching.execute(() -> fetch(
                        id,
                        indication
                                .xorAddress(Stun.XOR_PEER_ADDRESS)
                                .orElse(InetSocketAddress.createUnresolved("unknown", 0)))));
    }

    /** Within 30 s, which is how long the relay keeps it (RFC 6062 §5.2). */
    private void fetch(byte[] id, InetSocketAddress from) {
        Socket data = null;
        try {
            data = TurnSocket.connect(server, timing.connect());
            Socket bound = data;
            credentialed.ask(
                    "to hand a connection over",
                    Stun.CONNECTION_BIND,
                    request -> request.with(Stun.CONNECTION_ID, id),
                    request -> {
                        bound.getOutputStream().write(request.octets());
                        bound.getOutputStream().flush();
                        return TurnSocket.read(bound, timing.answer());
                    });
        } catch (IOException failed) {
            LOG.debug("a connection at the relay could not be fetched", failed);
            quietly(data);
            return;
        }
        if (over.get()) {
            quietly(data);
        } else {
            listener.onConnection(data, from);
        }
    }

    private static void quietly(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyBroken) {
            // It is closed either way.
        }
    }

    private void onEnd(String why) {
        lost(why);
    }

    private void lost(String why) {
        if (over.compareAndSet(false, true)) {
            control.close();
            listener.onLost(why);
        }
    }

    /** Where the device can be dialled; what belongs into its text. */
    public DeviceAddress address() {
        @Nullable DeviceAddress at = relayed;
        if (at == null) {
            throw new IllegalStateException("not allocated");
        }
        return at;
    }

    /** How often the relay has been reminded of allocation and permissions. */
    public int reminded() {
        return reminded.get();
    }

    /** Gives the address back (RFC 8656 §7.2) and hangs up; what was connected through it is cut. Waits for at most some seconds. */
    @Override
    public void close() {
        boolean standing = over.compareAndSet(false, true);
        reminders.close();
        if (standing && relayed != null) {
            try {
                credentialed.ask("to end", Stun.REFRESH, request -> request.with(Stun.LIFETIME, 0), control);
            } catch (IOException goneAlready) {
                LOG.debug("the relay did not take its address back", goneAlready);
            }
        }
        control.close();
        fetching.shutdownNow();
    }
}
