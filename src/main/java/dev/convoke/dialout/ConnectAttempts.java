package dev.convoke.dialout;

import dev.convoke.concurrent.Backoff;
import dev.convoke.leg.Connection;
import dev.convoke.leg.LegSetup;
import dev.convoke.net.Transport;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.WayIn;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The tries to reach one device. Runs on the event loop of the room that the device is for. */
final class ConnectAttempts {

    /** The settings allow no row of tries that would come near it. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Transport transport;
    private final DialOutSettings settings;
    private final LegSetup legs;
    private final DeviceAddress to;
    private final EventLoop loop;
    private final CompletableFuture<Connection> reached;
    private int tries;

    /** {@code reached} completes on the loop: with a connection that has proved to be there, or with the last failure. */
    ConnectAttempts(
            Transport transport,
            DialOutSettings settings,
            LegSetup legs,
            DeviceAddress to,
            EventLoop loop,
            CompletableFuture<Connection> reached) {
        this.transport = transport;
        this.settings = settings;
        this.legs = legs;
        this.to = to;
        this.loop = loop;
        this.reached = reached;
    }

    void begin() {
        loop.execute(this::connect);
    }

    private void connect() {
        tries++;
        transport
                .connect(loop, settings.connectTimeout(), to.socketAddress())
                .addListener((ChannelFuture connected) -> onConnected(connected));
    }

    private void onConnected(ChannelFuture connected) {
        if (!connected.isSuccess()) {
            failed(connected.cause());
            return;
        }
        LivenessProbe probe = new LivenessProbe(connected.channel(), settings.settle(), this::probed);
        Connection connection = legs.open(connected.channel(), wayIn(), probe);
        // The first bytes from us are harmless wherever they arrive, and make a dead end show itself.
        connection.tell("Convoke: one moment, please.");
        probe.begin(connection);
    }

    private WayIn wayIn() {
        return settings.relays().contains(to.ip()) ? WayIn.RELAY : WayIn.DIALLED;
    }

    private void probed(Connection connection, boolean there) {
        if (there) {
            reached.complete(connection);
        } else {
            failed(new IOException("the connection was closed before the device took or sent anything"));
        }
    }

    private void failed(Throwable cause) {
        if (tries >= settings.attempts()) {
            reached.completeExceptionally(
                    new IOException(tries + " tries, the last one: " + cause.getMessage(), cause));
            return;
        }
        Duration pause = Backoff.doubling(settings.retryDelay(), LONGEST_PAUSE).pause(tries - 1);
        var unused = loop.schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
