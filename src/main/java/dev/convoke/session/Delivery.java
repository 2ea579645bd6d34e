package dev.convoke.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far what was handed to a connection has come. "Written" is not "received": octets wait in our queue, in our kernel and
 * on the way, and all of them are lost with the connection. What the device's TCP has acknowledged is at its side.
 *
 * <p>Linux tells how much that is ({@code tcpi_bytes_acked} of {@code TCP_INFO}), as long as the socket is open, also when the
 * connection is broken:
 *
 * <pre>
 *   struct tcp_info, linux/tcp.h     0 ┄┄┄ 120              128 ┄┄ 136         140
 *                                     │ … │ tcpi_bytes_acked │ … │ tcpi_segs_out │
 *                                           since Linux 4.1         since 4.2
 * </pre>
 *
 * Where nobody tells (another system, another transport, a handler that changes what goes out), what was handed over before a
 * sign of life of the device counts as received if another one came {@link #PROOF} later or more.
 *
 * <p>Counts from where the kernel's count stood at the beginning, which has the SYN in it. Runs on the channel's event loop.
 */
final class Delivery {

    /** A connection that carries octets one way only is noticed, or mended by resending, in about this time. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    private static final int IPPROTO_TCP = 6;
    private static final int OPTION = 11;
    private static final int BYTES_ACKED_AT = 120;
    private static final int SEGS_OUT_AT = 136;
    private static final int INFO_OCTETS = 140;
    private static final RawUnixChannelOption TCP_INFO =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, OPTION, INFO_OCTETS);

    private static final long UNKNOWN = -1;

    private final Channel channel;

    /** Null where the kernel tells. */
    private @Nullable SignsOfLife signs;

    /** Octets handed to the channel, from where the kernel began to count. */
    private long queued;

    /** What was acknowledged when the connection was given up, or {@link #UNKNOWN}. */
    private long acknowledgedAtEnd = UNKNOWN;

    /** How many octets at the end of all that was handed over, up to {@link #asideUpTo}, are no slices of the room log. */
    private long asideOctets;

    private long asideUpTo = UNKNOWN;

    Delivery(Channel channel) {
        this.channel = channel;
        OptionalLong base = askKernel();
        base.ifPresentOrElse(octets -> queued = octets, this::kernelTellsNothing);
    }

    /** What goes out is not what is handed over: the kernel's count says nothing. */
    void kernelTellsNothing() {
        if (signs == null) {
            signs = new SignsOfLife(System.nanoTime());
        }
    }

    /** Handed to the channel. */
    void queue(int octets) {
        queued += octets;
    }

    /** Handed to the channel, and not of the room log; {@code around} were handed over around the channel so far. */
    void queueAside(int octets, long around) {
        asideOctets = asideUpTo == queued + around ? asideOctets + octets : octets;
        queued += octets;
        asideUpTo = queued + around;
    }

    /** The device has sent something. */
    void heard(long around) {
        if (signs != null) {
            signs.heard(queued + around, System.nanoTime());
        }
    }

    /** The connection is about to be closed; afterwards nobody could be asked. */
    void end() {
        if (acknowledgedAtEnd == UNKNOWN) {
            acknowledgedAtEnd = acknowledged();
        }
    }

    /**
     * At most so many octets of the room log, counted from the last one that was handed over, may not have been received.
     *
     * @param around how many octets were handed over around the channel
     */
    long unacknowledged(long around) {
        long all = queued + around;
        long acknowledged = acknowledgedAtEnd == UNKNOWN ? acknowledged() : acknowledgedAtEnd;
        long aside = asideUpTo == all ? asideOctets : 0;
        return Math.max(0, all - acknowledged - aside);
    }

    private long acknowledged() {
        return signs != null ? signs.received() : askKernel().orElse(0);
    }

    /** Empty where it does not know, or not any more. */
    private OptionalLong askKernel() {
        if (!channel.isOpen()) {
            // The descriptor may be somebody else's by now.
            return OptionalLong.empty();
        }
        try {
            @Nullable ByteBuffer info = channel.config().getOption(TCP_INFO);
            if (info == null) {
                return OptionalLong.empty();
            }
            info.order(ByteOrder.nativeOrder());
            // An older kernel leaves zeros where it knows nothing; ours has sent a segment at least, the SYN or its
            // answer.
            boolean whole = info.remaining() >= INFO_OCTETS && info.getInt(SEGS_OUT_AT) != 0;
            return whole ? OptionalLong.of(info.getLong(BYTES_ACKED_AT)) : OptionalLong.empty();
        } catch (ChannelException notTold) {
            return OptionalLong.empty();
        }
    }

    /** What the device's own octets prove about ours. */
    static final class SignsOfLife {

        private long markedAtNanos;
        private long marked;
        private long received;

        SignsOfLife(long nowNanos) {
            markedAtNanos = nowNanos;
        }

        void heard(long handedOver, long nowNanos) {
            if (nowNanos - markedAtNanos >= PROOF.toNanos()) {
                received = marked;
                marked = handedOver;
                markedAtNanos = nowNanos;
            }
        }

        long received() {
            return received;
        }
    }
}
