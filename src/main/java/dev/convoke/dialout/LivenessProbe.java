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
 * device is there when it has spoken, or when it has taken our first bytes and the connection has stood for the settling time.
 *
 * <p>Whether bytes were taken is asked of the kernel where it can say ({@code tcpi_unacked}); elsewhere the time decides. Runs
 * on the channel's event loop.
 */
final class LivenessProbe implements Connection.Watch {

    /** The device's kernel may take this long to acknowledge our first bytes. */
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(5);

    private final Channel channel;
    private final Duration settle;
    private final Outcome outcome;
    private final long deadlineNanos = System.nanoTime() + ACK_DEADLINE.toNanos();
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> timer;

    /** What is told once. */
    @FunctionalInterface
    interface Outcome {
        void settled(Connection connection, boolean there);
    }

    LivenessProbe(Channel channel, Duration settle, Outcome outcome) {
        this.channel = channel;
        this.settle = settle;
        this.outcome = outcome;
    }

    void begin(Connection begun) {
        connection = begun;
        if (channel.isActive()) {
            schedule(settle);
        } else {
            settled(false);
        }
    }

    private void schedule(Duration pause) {
        timer = channel.eventLoop().schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (hasTakenOurBytes()) {
            settled(true);
        } else if (System.nanoTime() - deadlineNanos > 0) {
            var unused = channel.close();
            settled(false);
        } else {
            schedule(settle.plusMillis(10));
        }
    }

    private boolean hasTakenOurBytes() {
        if (channel instanceof EpollSocketChannel epoll) {
            EpollTcpInfo info = epoll.tcpInfo();
            return info.unacked() == 0;
        }
        return true;
    }

    private void settled(boolean there) {
        Connection settled = connection;
        if (settled == null) {
            return;
        }
        connection = null;
        if (timer != null) {
            timer.cancel(false);
        }
        outcome.settled(settled, there);
    }

    @Override
    public void onHeard() {
        settled(true);
    }

    @Override
    public void onLost() {
        settled(false);
    }
}
