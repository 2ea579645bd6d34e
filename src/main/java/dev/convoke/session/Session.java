package dev.convoke.session;

import dev.convoke.room.Departure;
import dev.convoke.room.Leg;
import dev.convoke.room.PrivateEvent;
import dev.convoke.room.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a device, as a leg of a room: it frames lines and hands them to its {@link Stage}, and carries what the
 * room writes to the channel.
 *
 * <p>Nothing a device does or fails to do costs more than its own connection: a line is bounded, and while the device does
 * not read what we wrote, we do not read what it writes. Runs on the channel's event loop.
 */
// A write or close that fails shows in exceptionCaught or channelInactive; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Session extends ChannelInboundHandlerAdapter implements Leg {

    /** The longest line a device may send, without its end. */
    public static final int MAX_LINE_OCTETS = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long a closing connection may take to deliver what was written and to see the device close its side. */
    private static final long CLOSE_DEADLINE_MS = 2_000;

    private final Channel channel;
    private final WireFormat format;
    private final LineFraming framing = new LineFraming(MAX_LINE_OCTETS);
    private final Lines lines = new Lines();
    private Stage stage;
    private boolean closing;
    private boolean lost;

    /** A session on a connected channel; the caller adds it to the channel's pipeline as the last handler. */
    public Session(Channel channel, WireFormat format, Stage first) {
        this.channel = channel;
        this.format = format;
        this.stage = first;
    }

    /** The connection. */
    public Channel channel() {
        return channel;
    }

    /** From now on lines are for this stage, those that were kept first. */
    public void stage(Stage next) {
        stage = next;
        if (lost) {
            next.onLost(Departure.CONNECTION_LOST);
        } else {
            framing.resume(lines);
            readOnlyWhileHeeded();
        }
    }

    // ---- from the device ----------------------------------------------------------------------------------------

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf octets = (ByteBuf) read;
        if (closing) {
            octets.release();
            return;
        }
        stage.onHeard();
        framing.read(octets, lines);
        readOnlyWhileHeeded();
    }

    private final class Lines implements LineFraming.Sink {

        @Override
        public void line(ByteBuf buffer, int start, int octets) {
            Optional<LineText> decoded = LineText.decode(LineFraming.octets(buffer, start, octets));
            if (decoded.isEmpty()) {
                reject("not-utf8", "Your line was not sent: it is not valid UTF-8.");
                return;
            }
            if (decoded.get().cleaned()) {
                reject("control-characters", "Control characters were removed from your line.");
            }
            stage.onLine(decoded.get().text());
        }

        @Override
        public void overlong() {
            reject("too-long", "Your line was not sent: it is longer than " + MAX_LINE_OCTETS + " bytes.");
        }

        @Override
        public boolean wantsMore() {
            return !closing && stage.wantsLines() && channel.isWritable();
        }

        private void reject(String code, String why) {
            send(new PrivateEvent.Rejected(code, why));
        }
    }

    /** A device that does not read what it is sent is not read either: its commands cannot pile up answers. */
    private void readOnlyWhileHeeded() {
        boolean heeded = channel.isWritable() && !(framing.hasKept() && !stage.wantsLines());
        if (channel.config().isAutoRead() != heeded) {
            channel.config().setAutoRead(heeded);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable() && !closing) {
            stage.onWritable();
            framing.resume(lines);
        }
        readOnlyWhileHeeded();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loseOnce(Departure.HUNG_UP);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a session failed and is closed", cause);
        }
        // Later, because a write that fails says so in the middle of the room's work.
        channel.eventLoop().execute(() -> loseOnce(Departure.CONNECTION_LOST));
        ctx.close();
    }

    private void loseOnce(Departure how) {
        if (!lost) {
            lost = true;
            framing.release();
            stage.onLost(how);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        framing.release();
    }

    // ---- to the device ------------------------------------------------------------------------------------------

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(ByteBuf slice) {
        channel.write(slice, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void send(PrivateEvent event) {
        if (closing || lost) {
            return;
        }
        ByteBuf out = channel.alloc().buffer();
        format.encode(event, out);
        channel.writeAndFlush(out, channel.voidPromise());
    }

    /**
     * Closes after what was written is out. The sending side is shut first and the device's answer awaited: closing at once
     * while the device still sends would make its kernel throw away our last words.
     */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> shutOutput());
        var deadline =
                channel.eventLoop().schedule((Runnable) channel::close, CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    private void shutOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            ChannelFuture shut = duplex.shutdownOutput();
            shut.addListener(done -> closeUnless(done.isSuccess()));
        } else {
            channel.close();
        }
    }

    private void closeUnless(boolean shut) {
        if (!shut) {
            channel.close();
        }
    }
}
