package dev.convoke.dialout;

import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.net.AddressPolicy;
import dev.convoke.net.Transport;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects out to devices (US 8,018,877 steps 430 and 460), and dials again those whose connection was lost.
 *
 * <p>Any thread may ask; the connection is made on the event loop of the room. A device is tried some times with growing
 * pauses, only so many at once, and counts as reached when it has proved to be there ({@link LivenessProbe}). What becomes of it then
 * is {@link LegSetup}'s affair.
 */
public final class DialOut {

    private static final Logger LOG = LoggerFactory.getLogger(DialOut.class);

    private final Transport transport;
    private final AddressPolicy policy;
    private final DialOutSettings settings;
    private final LegSetup legs;
    private final ConcurrencyLimit limit;

    /** For devices whose connection was lost; of its own, so that newcomers do not wait behind them. */
    private final ConcurrencyLimit redialLimit;

    private final List<EventLoop> loops;

    /** Connects with a transport, within a policy, and hands over what stands. */
    public DialOut(Transport transport, AddressPolicy policy, DialOutSettings settings, LegSetup legs) {
        this.transport = transport;
        this.policy = policy;
        this.settings = settings;
        this.legs = legs;
        this.limit = new ConcurrencyLimit(settings.inFlight(), settings.waiting());
        this.redialLimit = new ConcurrencyLimit(settings.inFlight(), settings.waiting());
        this.loops = transport.loops();
    }

    /**
     * Connects to a device and has it brought to where it is to go.
     *
     * @return completes on the connection's loop with empty when the device is in the room or its lobby, or with why it is not:
     *     {@link RefusalReason#ADDRESS_DENIED} (nothing was sent), {@link RefusalReason#BUSY},
     *     {@link RefusalReason#UNREACHABLE} after the last try, or what {@link LegSetup#take} says; never exceptionally
     */
    public CompletableFuture<Optional<RefusalReason>> dial(DeviceAddress to, Destination destination) {
        CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        // Admission has asked the policy already; what is dialled is checked once more where it is dialled.
        if (!policy.allows(to)) {
            result.complete(Optional.of(RefusalReason.ADDRESS_DENIED));
            return result;
        }
        CompletableFuture<Connection> reached = new CompletableFuture<>();
        // Before the first try: a device may answer so fast that this would run here otherwise, and not on the loop.
        var unused = reached.whenComplete((connection, failure) -> {
                    limit.done();
                    if (failure != null) {
                        LOG.info("device at {} not reached: {}", to, failure.getMessage());
                    }
                })
                .thenCompose(connection -> legs.take(connection, destination, loop -> redial(to, loop)))
                .exceptionally(failure -> Optional.of(RefusalReason.UNREACHABLE))
                .thenAccept(result::complete);
        EventLoop home = legs.loopOf(destination).orElseGet(() -> anyLoop(to));
        if (!limit.go(() -> new ConnectAttempts(transport, settings, legs, to, home, reached).begin())) {
            result.complete(Optional.of(RefusalReason.BUSY));
        }
        return result;
    }

    private EventLoop anyLoop(DeviceAddress to) {
        return loops.get(Math.floorMod(to.hashCode(), loops.size()));
    }

    /** The connection is lost: the device is the listener, so it is tried before its person counts as gone. */
    private CompletableFuture<Optional<Connection>> redial(DeviceAddress to, EventLoop loop) {
        CompletableFuture<Connection> reached = new CompletableFuture<>();
        ConnectAttempts attempts = new ConnectAttempts(transport, settings.forRedial(), legs, to, loop, reached);
        if (settings.redial().attempts() == 0 || !redialLimit.go(attempts::begin)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reached.handle((connection, failure) -> {
            redialLimit.done();
            return failure == null ? Optional.of(connection) : Optional.empty();
        });
    }
}
