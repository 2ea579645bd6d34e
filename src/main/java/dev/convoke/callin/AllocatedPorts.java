package dev.convoke.callin;

import dev.convoke.net.Transport;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.room.port.Opening;
import dev.convoke.room.port.Opening.Outcome;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that belong to one meeting each (US 8,018,877 FIG. 2): opened when a moderator asks (step 230), open as long as somebody
 * is in the meeting and a little longer, closed with it. Who connects to one (steps 255–266) comes into that meeting and no other.
 *
 * <p>Any thread; the lock guards what is open, and is held for moments only. Listening begins and ends on event loops of the
 * transport, and ends with {@link #close}; those who are connected stay so.
 */
final class AllocatedPorts implements MeetingPorts, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AllocatedPorts.class);

    private final Transport transport;
    private final IntFunction<InetSocketAddress> places;
    private final String host;
    private final long lingerMs;
    private final Gate gate;
    private final Acceptor acceptor;
    private final PortPool pool;
    private final Map<ConferenceNumber, Open> open = new HashMap<>();

    /** Those of which it has been said that another process has them. */
    private final Set<Integer> taken = new HashSet<>();

    private boolean closed;

    /** The port of a meeting, from the moment that it is asked for. */
    private static final class Open {
        private final Owner owner;
        private final CompletableFuture<Opening> opening = new CompletableFuture<>();

        /** Null until devices can connect. */
        private @Nullable Channel listening;

        private @Nullable ScheduledFuture<?> lingering;
        private boolean isOver;

        Open(Owner owner) {
            this.owner = owner;
        }
    }

    /**
     * Nothing is open.
     *
     * @param range which ports
     * @param places where a port is, for the machine
     * @param host how devices reach the machine
     */
    AllocatedPorts(
            Transport transport,
            PortSettings settings,
            PortRange range,
            IntFunction<InetSocketAddress> places,
            String host,
            Gate gate,
            Acceptor acceptor) {
        this.transport = transport;
        this.places = places;
        this.host = host;
        this.lingerMs = settings.linger().toMillis();
        this.gate = gate;
        this.acceptor = acceptor;
        this.pool = new PortPool(range, settings.perNumber(), settings.rest().toMillis());
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public synchronized CompletionStage<Opening> open(Owner owner, Person by) {
        if (closed) {
            return CompletableFuture.completedFuture(Opening.not(Outcome.OFF));
        }
        Open before = open.get(owner.room());
        if (before != null) {
            return before.opening.thenApply(AllocatedPorts::again);
        }
        PortPool.Claim claim = pool.claim(owner.room(), by, nowMs());
        if (claim != PortPool.Claim.GIVEN) {
            return CompletableFuture.completedFuture(Opening.not(outcome(claim)));
        }
        Open begun = new Open(owner);
        open.put(owner.room(), begun);
        listen(begun);
        return begun.opening;
    }

    private static Opening again(Opening before) {
        return before.outcome() == Outcome.OPENED ? Opening.at(Outcome.WAS_OPEN, before.host(), before.port()) : before;
    }

    private static Outcome outcome(PortPool.Claim claim) {
        return switch (claim) {
            case GIVEN -> Outcome.OPENED;
            case TOO_MANY -> Outcome.TOO_MANY;
            case USED_UP -> Outcome.USED_UP;
        };
    }

    private void listen(Open one) {
        int port = pool.of(one.owner.room()).orElseThrow();
        Acceptor.Way way = new OfMeeting(one.owner);
        ChannelFuture binding = transport.listen(places.apply(port), channel -> acceptor.accept(channel, way));
        var unused = binding.addListener(done -> listens(one, port, binding));
    }

    private synchronized void listens(Open one, int port, ChannelFuture binding) {
        if (binding.isSuccess() && one.isOver) {
            var unused = binding.channel().close();
        } else if (binding.isSuccess()) {
            one.listening = binding.channel();
            LOG.info("room {}: port {} is open for its meeting", one.owner.room(), port);
            one.opening.complete(Opening.at(Outcome.OPENED, host, port));
        } else if (!one.isOver) {
            tryAnother(one, port, binding.cause());
        }
    }

    /** Another process has it. */
    private void tryAnother(Open one, int port, Throwable why) {
        if (taken.add(port)) {
            LOG.warn("call-in.ports: cannot listen at port {} ({}); is another process there?", port, why.getMessage());
        }
        PortPool.Claim claim = pool.exchange(one.owner.room(), nowMs());
        if (claim == PortPool.Claim.GIVEN) {
            listen(one);
            return;
        }
        one.isOver = true;
        open.remove(one.owner.room(), one);
        one.opening.complete(Opening.not(outcome(claim)));
    }

    /** The way in by the port of one meeting. */
    private final class OfMeeting implements Acceptor.Way {

        private final Owner owner;

        OfMeeting(Owner owner) {
            this.owner = owner;
        }

        @Override
        public CodePolicy policy(String network) {
            return gate.policy(network, owner);
        }
    }

    @Override
    public synchronized void deserted(ConferenceNumber room) {
        Open one = open.get(room);
        if (one != null && one.lingering == null) {
            one.lingering = transport.loops().get(0).schedule(() -> lingeredFor(one), lingerMs, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void lingeredFor(Open one) {
        if (one.lingering != null) {
            shut(one);
        }
    }

    @Override
    public synchronized void engaged(ConferenceNumber room) {
        Open one = open.get(room);
        if (one != null) {
            stopLingering(one);
        }
    }

    private static void stopLingering(Open one) {
        if (one.lingering != null) {
            one.lingering.cancel(false);
            one.lingering = null;
        }
    }

    @Override
    public synchronized void ended(ConferenceNumber room) {
        Open one = open.get(room);
        if (one != null) {
            shut(one);
        }
    }

    private void shut(Open one) {
        stopLingering(one);
        if (one.isOver) {
            return;
        }
        one.isOver = true;
        open.remove(one.owner.room(), one);
        pool.giveBack(one.owner.room(), nowMs());
        if (one.listening != null) {
            var unused = one.listening.close();
            LOG.info("room {}: the port of its meeting is closed", one.owner.room());
        }
        // Who asked while the meeting ended.
        one.opening.complete(Opening.not(Outcome.OFF));
    }

    /** Where the meeting of a room can be reached; empty if it has no port. */
    synchronized Optional<PortOfMeeting> of(ConferenceNumber room) {
        Open one = open.get(room);
        return one == null || one.listening == null
                ? Optional.empty()
                : pool.of(room).stream()
                        .mapToObj(port -> new PortOfMeeting(host + ":" + port, one.owner.isProof()))
                        .findFirst();
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(open.values()).forEach(this::shut);
    }
}
