package dev.convoke.web;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.Ending;
import dev.convoke.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between WebSocket frames and the lines of a session: a text frame is one line, and what the session writes at once is one text
 * frame.
 *
 * <p>A slice of a room log is always whole lines, so it is valid UTF-8 and a frame as it is: from 1 KiB on its header goes
 * out before the slice, uncopied. A line feed within a message is not the end of it, for in JSON it is a blank; an empty message is
 * nothing.
 *
 * <p>The end has two sides (RFC 6455 §7.1): the session's close becomes a close frame that says why, and a close frame of the
 * browser is answered with its like. Runs on the channel's event loop.
 */
// A write or close that fails shows as the end of the channel; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
final class Frames extends ChannelDuplexHandler implements Ending {

    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xa;
    private static final int FIN = 0x80;
    private static final int LENGTH_IN_TWO = 126;
    private static final int LENGTH_IN_EIGHT = 127;
    private static final int MAX_LENGTH_IN_TWO = 0xffff;
    private static final int MAX_HEADER_OCTETS = 10;

    /** To copy less than this costs less than to hand two buffers to the kernel. */
    private static final int COPIED_OCTETS = 1_024;

    private final WebCounts counts;

    /** Whether a close frame is on its way out: nothing else follows it, and nothing that comes in counts. */
    private boolean ending;

    /** Whether that close frame is ours, and not an answer. */
    private boolean saidWhy;

    /** Whether the session wants to close, and the browser's answer to our close frame is awaited. */
    private boolean awaiting;

    /** Why this side ends it, if not for what the session says. */
    private @Nullable CloseCode refused;

    private @Nullable ChannelHandlerContext place;

    Frames(WebCounts counts) {
        this.counts = counts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        place = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (read instanceof TextWebSocketFrame text && !ending && text.content().isReadable()) {
            ctx.fireChannelRead(oneLine(text.content()));
        } else if (read instanceof PingWebSocketFrame ping && !ending) {
            ctx.writeAndFlush(control(ctx, PONG, ping.content()));
            ping.release();
        } else {
            try {
                onOther(ctx, read);
            } finally {
                ReferenceCountUtil.release(read);
            }
        }
    }

    private static ByteBuf oneLine(ByteBuf message) {
        for (int at = message.readerIndex(); at < message.writerIndex(); at++) {
            at = message.indexOf(at, message.writerIndex(), (byte) '\n');
            if (at < 0) {
                break;
            }
            message.setByte(at, ' ');
        }
        return message.writeByte('\n');
    }

    private void onOther(ChannelHandlerContext ctx, Object read) {
        if (read instanceof CloseWebSocketFrame close) {
            onClose(ctx, close);
        } else if (read instanceof BinaryWebSocketFrame && !ending) {
            refuse(ctx, WebRefusal.BINARY, CloseCode.NOT_TEXT);
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        if (ending) {
            // The answer to ours.
            ctx.close();
            return;
        }
        ending = true;
        // The code that it came with, and not its reason, which is a stranger's.
        ByteBuf said = close.content();
        ByteBuf code = said.readableBytes() < Short.BYTES
                ? Unpooled.EMPTY_BUFFER
                : said.slice(said.readerIndex(), Short.BYTES);
        ctx.writeAndFlush(control(ctx, CLOSE, code)).addListener(ChannelFutureListener.CLOSE);
    }

    /** The session closes in its way, which lets the browser read why although it may still be sending. */
    private void refuse(ChannelHandlerContext ctx, WebRefusal why, CloseCode code) {
        counts.onRefused(why);
        refused = code;
        ctx.pipeline().get(Session.class).close();
    }

    /** One frame of what the session writes at once; nothing at all is its way to wait for what was written before. */
    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
        if (!(written instanceof ByteBuf lines) || !lines.isReadable()) {
            ctx.write(written, promise);
        } else if (ending) {
            lines.release();
            promise.trySuccess();
        } else {
            writeText(ctx, lines, promise);
        }
    }

    /** Written here and not by Netty's encoder, because it is done for each leg and slice: one object less, and one handler. */
    private static void writeText(ChannelHandlerContext ctx, ByteBuf lines, ChannelPromise promise) {
        int octets = lines.readableBytes();
        if (octets < COPIED_OCTETS) {
            ByteBuf frame = ctx.alloc().directBuffer(MAX_HEADER_OCTETS + octets);
            header(frame, TEXT, octets).writeBytes(lines);
            lines.release();
            ctx.write(frame, promise);
        } else {
            ctx.write(header(ctx.alloc().directBuffer(MAX_HEADER_OCTETS), TEXT, octets), ctx.voidPromise());
            ctx.write(lines, promise);
        }
    }

    /**
     * What stands before the octets of a whole frame of a server (RFC 6455 §5.2):
     *
     * <pre>
     *   FIN 0 0 0 opcode │ 0 length                          up to 125 octets
     *   FIN 0 0 0 opcode │ 0 126    │ length in two octets   up to 65,535
     *   FIN 0 0 0 opcode │ 0 127    │ length in eight
     * </pre>
     */
    private static ByteBuf header(ByteBuf out, int opcode, int octets) {
        out.writeByte(FIN | opcode);
        if (octets < LENGTH_IN_TWO) {
            return out.writeByte(octets);
        }
        return octets <= MAX_LENGTH_IN_TWO
                ? out.writeByte(LENGTH_IN_TWO).writeShort(octets)
                : out.writeByte(LENGTH_IN_EIGHT).writeLong(octets);
    }

    private static ByteBuf control(ChannelHandlerContext ctx, int opcode, ByteBuf payload) {
        int octets = payload.readableBytes();
        return header(ctx.alloc().buffer(MAX_HEADER_OCTETS + octets), opcode, octets)
                .writeBytes(payload);
    }

    private static ByteBuf close(ChannelHandlerContext ctx, CloseCode code) {
        byte[] reason = code.reason().getBytes(StandardCharsets.US_ASCII);
        int octets = Short.BYTES + reason.length;
        return header(ctx.alloc().buffer(MAX_HEADER_OCTETS + octets), CLOSE, octets)
                .writeShort(code.number())
                .writeBytes(reason);
    }

    @Override
    public void onEnd(Optional<PrivateEvent.Goodbye> last) {
        if (!ending && place != null) {
            ending = true;
            saidWhy = true;
            place.write(close(place, refused == null ? CloseCode.after(last) : refused), place.voidPromise());
        }
    }

    /** The browser answers our close frame, and then the connection ends (RFC 6455 §7.1.1); the session asks again if it does not. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (saidWhy && !awaiting) {
            awaiting = true;
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            ctx.close(promise);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PrematureChannelClosureException) {
            // A message was not all there when the connection ended, and that it ended is said next.
            return;
        }
        if (!(cause instanceof DecoderException)) {
            ctx.fireExceptionCaught(cause);
        } else if (!ending) {
            boolean isTooBig = cause instanceof TooLongFrameException
                    || (cause instanceof CorruptedWebSocketFrameException broken
                            && WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(broken.closeStatus()));
            if (isTooBig) {
                refuse(ctx, WebRefusal.TOO_BIG, CloseCode.TOO_BIG);
            } else {
                refuse(ctx, WebRefusal.BAD_FRAME, CloseCode.BAD_FRAME);
            }
        }
    }
}
