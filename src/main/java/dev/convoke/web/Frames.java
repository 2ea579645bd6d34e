package dev.convoke.web;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.Ending;
import dev.convoke.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between WebSocket frames and the lines of a session: a text frame is one line, and what the session writes at once is one text
 * frame.
 *
 * <p>A slice of a room log is always whole lines, so it is valid UTF-8 and a frame as it is: from 1 KiB on Netty writes the header
 * apart and the slice uncopied. A line feed within a message is not the end of it, for in JSON it is a blank.
 *
 * <p>The end has two sides (RFC 6455 §7.1): the session's close becomes a close frame that says why, and a close frame of the
 * browser is answered with its like. Runs on the channel's event loop.
 */
// A write or close that fails shows as the end of the channel; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
final class Frames extends ChannelDuplexHandler implements Ending {

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
        if (read instanceof TextWebSocketFrame text && !ending) {
            ctx.fireChannelRead(oneLine(text.content()));
        } else if (read instanceof PingWebSocketFrame ping && !ending) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
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
        int code = close.statusCode();
        CloseWebSocketFrame answer = code < 0
                ? new CloseWebSocketFrame()
                : new CloseWebSocketFrame(new WebSocketCloseStatus(code, "", false));
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** The session closes in its way, which lets the browser read why although it may still be sending. */
    private void refuse(ChannelHandlerContext ctx, WebRefusal why, CloseCode code) {
        counts.onRefused(why);
        refused = code;
        ctx.pipeline().get(Session.class).close();
    }

    private static CloseWebSocketFrame frame(CloseCode code) {
        return new CloseWebSocketFrame(code.number(), code.reason());
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
            ctx.write(new TextWebSocketFrame(lines), promise);
        }
    }

    @Override
    public void onEnd(Optional<PrivateEvent.Goodbye> last) {
        if (!ending && place != null) {
            ending = true;
            saidWhy = true;
            place.write(frame(refused == null ? CloseCode.after(last) : refused), place.voidPromise());
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
        if (!(cause instanceof DecoderException)) {
            ctx.fireExceptionCaught(cause);
        } else if (!ending) {
            boolean isTooBig = cause instanceof TooLongFrameException
                    || cause instanceof CorruptedWebSocketFrameException broken
                            && WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(broken.closeStatus());
            if (isTooBig) {
                refuse(ctx, WebRefusal.TOO_BIG, CloseCode.TOO_BIG);
            } else {
                refuse(ctx, WebRefusal.BAD_FRAME, CloseCode.BAD_FRAME);
            }
        }
    }
}
