package dev.convoke.session;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.Bypass;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.WayIn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a device, as a leg of a room: it frames lines and hands them to its {@link LineHandler}, and carries what the
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
    private final WayIn wayIn;
    private final Protocols protocols;
    private final LineFraming framing = new LineFraming(MAX_LINE_OCTETS);
    private final Lines lines = new Lines();
    private final Optional<SocketBypass> bypass;
    private final Delivery delivery;
    private WireFormat format;
    private LineHandler stage;
    private Speaks speaks = Speaks.NOTHING_YET;

    /** While the device has sent nothing but harmless octets. */
    private @Nullable FirstOctets first;

    private @Nullable JsonProtocol json;
    private boolean reading;
    private boolean closing;
    private boolean lost;
    private boolean comesBack;

    /** What the device was told last, if that was goodbye. */
    private PrivateEvent.@Nullable Goodbye goodbye;

    /** Where this handler is in the pipeline: writing from here touches less memory per leg than from the pipeline's end. */
    private @Nullable ChannelHandlerContext place;

    /** What the device has shown to speak; it is spoken to in JSON from an accepted hello on. */
    private enum Speaks {
        /** It has not said anything but harmless octets: lines. */
        NOTHING_YET,
        /** Its first line did not begin with a brace. */
        LINES,
        /** Its first line begins with a brace, and is not all there. */
        JSON_SOON,
        /** Its first line began with a brace. */
        JSON
    }

    /** A session on a connected channel; the caller adds it to the channel's pipeline as the last handler. */
    public Session(Channel channel, Protocols protocols, LineHandler first) {
        this(channel, protocols, WayIn.DIALLED, first);
    }

    /** The same for a leg that came to be in another way. */
    public Session(Channel channel, Protocols protocols, WayIn wayIn, LineHandler first) {
        this.channel = channel;
        this.wayIn = wayIn;
        this.protocols = protocols;
        this.bypass = SocketBypass.of(channel);
        this.delivery = new Delivery(channel);
        this.format = protocols.line();
        this.stage = first;
        // When a write fails, the connection is closed in exceptionCaught: until then it can be asked what has arrived.
        channel.config().setAutoClose(false);
    }

    /** From the first octet on nothing but JSON is spoken, both ways: there is no person who might read lines. */
    public void speakJsonOnly() {
        speaks = Speaks.JSON;
        format = protocols.json();
        framing.maxOctets(JsonProtocol.MAX_LINE_OCTETS);
        begun();
    }

    /** Whether the other side has sent nothing that is meant. */
    boolean isUnheard() {
        return speaks == Speaks.NOTHING_YET;
    }

    /** A program that closes the connection without a word may come back: a phone sleeps, a page is loaded anew. */
    void comesBackByItself() {
        comesBack = true;
    }

    /** The connection. */
    public Channel channel() {
        return channel;
    }

    LineHandler stage() {
        return stage;
    }

    /** From now on lines are for this stage, those that were kept first. */
    public void stage(LineHandler next) {
        stage = next;
        if (lost) {
            next.onLost(Departure.CONNECTION_LOST);
        } else {
            framing.resume(lines);
            readOnlyWhileHeeded();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf octets = (ByteBuf) read;
        if (closing) {
            octets.release();
            return;
        }
        reading = true;
        delivery.heard(around());
        if (speaks == Speaks.NOTHING_YET) {
            octets = listen(octets);
        }
        boolean begins = speaks == Speaks.JSON_SOON;
        if (json != null) {
            json.heard();
        }
        if (!begins) {
            stage.onHeard();
        }
        framing.read(octets, lines);
        if (begins && speaks == Speaks.JSON) {
            // Who says hello before all else is seated after that, and is told so in JSON from the first word.
            stage.onHeard();
        }
        readOnlyWhileHeeded();
    }

    /** Finds out what the device speaks, if that shows in these octets; what is left of them is for the framing. */
    private ByteBuf listen(ByteBuf octets) {
        FirstOctets begin = first == null ? new FirstOctets() : first;
        first = begin;
        ByteBuf rest = begin.read(octets);
        if (begin.isBrace()) {
            speaks = Speaks.JSON_SOON;
            first = null;
        } else if (begin.isOther()) {
            speaks = Speaks.LINES;
            first = null;
        }
        return rest;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // One write for all the answers to what was read at once.
        if (reading) {
            reading = false;
            channel.flush();
        }
    }

    private final class Lines implements LineFraming.Sink {

        @Override
        public void line(ByteBuf buffer, int start, int octets) {
            byte[] line = LineFraming.octets(buffer, start, octets);
            if (isJson()) {
                int from = FirstOctets.harmless(line);
                if (from < line.length) {
                    jsonLine(from == 0 ? line : Arrays.copyOfRange(line, from, line.length));
                }
            } else {
                plainLine(line);
            }
        }

        private void jsonLine(byte[] line) {
            JsonProtocol dialect = begun();
            // What follows the first line may be longer, whatever becomes of it.
            speaks = Speaks.JSON;
            framing.maxOctets(JsonProtocol.MAX_LINE_OCTETS);
            dialect.line(line);
        }

        private void plainLine(byte[] line) {
            Optional<LineText> decoded = LineText.decode(line);
            if (decoded.isEmpty()) {
                reject("not-utf8", "Your line was not sent: it is not valid UTF-8.");
                return;
            }
            String text = decoded.get().text();
            if (protocols.reader().isCommand(text)) {
                // A program whose beginning was not understood: what it asks for may be meant for one person only.
                reject(
                        "not-in-lines",
                        "Your line was not sent: it is a command of the JSON protocol, and plain lines are spoken here."
                                + " To speak JSON, connect again and let the first line be the hello.");
                return;
            }
            if (decoded.get().cleaned() && speaks != Speaks.NOTHING_YET) {
                reject("control-characters", "Control characters were removed from your line.");
            }
            stage.onLine(text);
        }

        @Override
        public void overlong() {
            if (isJson()) {
                begun().overlong(speaks == Speaks.JSON ? JsonProtocol.MAX_LINE_OCTETS : MAX_LINE_OCTETS);
                speaks = Speaks.JSON;
                framing.maxOctets(JsonProtocol.MAX_LINE_OCTETS);
            } else {
                reject("too-long", "Your line was not sent: it is longer than " + MAX_LINE_OCTETS + " bytes.");
            }
        }

        @Override
        public boolean wantsMore() {
            return !closing && wantsLine() && channel.isWritable();
        }

        private void reject(String code, String why) {
            send(new PrivateEvent.Rejected(code, why));
        }
    }

    private boolean wantsLine() {
        return speaks == Speaks.JSON_SOON || stage.wantsLines();
    }

    private boolean isJson() {
        return speaks == Speaks.JSON || speaks == Speaks.JSON_SOON;
    }

    /** The JSON dialect, which begins with the first line that begins with a brace. */
    private JsonProtocol begun() {
        @Nullable JsonProtocol known = json;
        if (known == null) {
            known = new JsonProtocol(this, protocols);
            json = known;
        }
        return known;
    }

    /** A hello is about to be accepted. */
    void beforeJson() {
        stage.beforeFormat();
    }

    /** A hello was accepted and answered: all that follows is in JSON. */
    void inJson() {
        format = protocols.json();
        stage.onFormat();
    }

    /** A device that does not read what it is sent is not read either: its commands cannot pile up answers. */
    private void readOnlyWhileHeeded() {
        boolean heeded = channel.isWritable() && !(framing.hasKept() && !wantsLine());
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
        loseOnce(comesBack && isJson() ? Departure.CONNECTION_LOST : Departure.HUNG_UP);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What a stranger sent that cannot be decrypted or unwrapped is their mistake, and may hold a code.
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.error("a session failed and is closed", cause);
        }
        delivery.end();
        // Later, because a write that fails says so in the middle of the room's work.
        channel.eventLoop().execute(() -> loseOnce(Departure.CONNECTION_LOST));
        ctx.close();
    }

    /** The device does not answer. */
    void lose() {
        delivery.end();
        loseOnce(Departure.CONNECTION_LOST);
        channel.close();
    }

    private void loseOnce(Departure how) {
        if (!lost) {
            lost = true;
            if (json != null) {
                json.stop();
            }
            framing.release();
            stage.onLost(how);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        place = ctx;
        if (!isBare()) {
            delivery.kernelTellsNothing();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        framing.release();
    }

    @Override
    public WayIn wayIn() {
        return wayIn;
    }

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
        delivery.queue(slice.readableBytes());
        out().write(slice, channel.voidPromise());
    }

    @Override
    public void flush() {
        out().flush();
    }

    @Override
    public Bypass bypass() {
        if (bypass.isEmpty() || !isBare() || closing || lost) {
            return Bypass.NONE;
        }
        return bypass.get().openIfIdle(channel) ? bypass.get() : Bypass.NONE;
    }

    /** What another handler would change on its way out, such as encryption, must go through it. */
    private boolean isBare() {
        return channel.pipeline().first() == this;
    }

    @Override
    public long unacknowledgedOctets() {
        return delivery.unacknowledged(around());
    }

    private long around() {
        return bypass.isPresent() ? bypass.get().taken() : 0;
    }

    /** Where to write: from now on until {@link #bypass} all goes through the channel's queue. */
    private ChannelOutboundInvoker out() {
        bypass.ifPresent(SocketBypass::close);
        return place == null ? channel : place;
    }

    @Override
    public void send(PrivateEvent event) {
        goodbye = event instanceof PrivateEvent.Goodbye last ? last : null;
        @Nullable JsonProtocol dialect = json;
        send(out -> {
            if (dialect != null && dialect.isGreeted()) {
                dialect.encode(event, out);
            } else {
                format.encode(event, out);
            }
        });
    }

    /** Sends what the writer puts into a buffer: at once, or with the other answers to what is being read. */
    void send(Consumer<ByteBuf> writer) {
        if (closing || lost) {
            return;
        }
        ByteBuf octets = encoded(writer);
        delivery.queueAside(octets.readableBytes(), around());
        out().write(octets, channel.voidPromise());
        if (!reading) {
            channel.flush();
        }
    }

    private ByteBuf encoded(Consumer<ByteBuf> writer) {
        ByteBuf octets = channel.alloc().buffer();
        boolean whole = false;
        try {
            writer.accept(octets);
            whole = true;
            return octets;
        } finally {
            if (!whole) {
                octets.release();
            }
        }
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
        @Nullable Ending ending = channel.pipeline().get(Ending.class);
        if (ending != null) {
            ending.onEnd(Optional.ofNullable(goodbye));
        }
        out().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> end());
        var deadline =
                channel.eventLoop().schedule((Runnable) channel::close, CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    private void end() {
        @Nullable ChannelHandlerContext here = place;
        if (here == null || isBare()) {
            shutOutput();
        } else {
            // Encryption and frames have a last word of their own: what stands before us ends the connection.
            here.close();
        }
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
