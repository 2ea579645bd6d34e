package dev.convoke.dialout;

import dev.convoke.leg.Connection;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * "Connected" is not "there": a relay accepts a connection and resets it a moment later when the device behind it is gone. A
 * device is there when it has spoken, or when it has taken our first bytes and the connection has stood for as long as it must.
 *
 * <p>Whether bytes were taken is asked of the kernel where it can say ({@code tcpi_unacked}); elsewhere the time decides. Runs
 * on the channel's event loop.
 */
final class LivenessProbe implements Connection.Watch {

    /** The device's kernel may take this long to acknowledge our first bytes. */
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(5);

    private final Channel channel;
    private final Duration mustStand;
    private final Outcome outcome;
    private final long deadlineNanos = System.nanoTime() + ACK_DEADLINE.toNanos();
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> timer;

    /** What is told once. */
    @FunctionalInterface
    interface Outcome {
        void probed(Connection connection, boolean there);
    }

    LivenessProbe(Channel channel, Duration mustStand, Outcome outcome) {
        this.channel = channel;
        this.mustStand = mustStand;
        this.outcome = outcome;
    }

    void begin(Connection opened) {
        connection = opened;
        if (channel.isActive()) {
            schedule(mustStand);
        } else {
            decided(false);
        }
    }

    private void schedule(Duration pause) {
        timer = channel.eventLoop().schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (hasTakenOurBytes()) {
            decided(true);
        } else if (System.nanoTime() - deadlineNanos > 0) {
            var unused = channel.close();
            decided(false);
        } else {
            schedule(mustStand.plusMillis(10));
        }
    }

    private boolean hasTakenOurBytes() {
        if (channel instanceof EpollSocketChannel epoll) {
            EpollTcpInfo info = epoll.tcpInfo();
            return info.unacked() == 0;
        }
        return true;
    }

    private void decided(boolean there) {
        Connection probed = connection;
        if (probed == null) {
            return;
        }
        connection = null;
        if (timer != null) {
            timer.cancel(false);
        }
        outcome.probed(probed, there);
    }

    @Override
    public void onHeard() {
        decided(true);
    }

    @Override
    public void onLost() {
        decided(false);
    }
}
