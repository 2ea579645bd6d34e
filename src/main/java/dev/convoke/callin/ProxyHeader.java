package dev.convoke.callin;

import dev.convoke.terms.DeviceAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a proxy says about a connection before anything else (PROXY protocol, version 2), takes itself away and hands the
 * caller's address on; a proxy that says nothing about it, which checks whether somebody is there, is the caller itself. Runs on the
 * connection's event loop.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

    private final InetAddress proxy;
    private final long deadlineMs;
    private final Consumer<InetAddress> next;
    private final Runnable failed;
    private @Nullable ScheduledFuture<?> deadline;

    ProxyHeader(InetAddress proxy, long deadlineMs, Consumer<InetAddress> next, Runnable failed) {
        this.proxy = proxy;
        this.deadlineMs = deadlineMs;
        this.next = next;
        this.failed = failed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.channel().eventLoop().schedule(() -> fail(ctx), deadlineMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (!(read instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(read);
            return;
        }
        stopWaiting();
        Optional<InetAddress> caller;
        try {
            @Nullable String source = header.sourceAddress();
            caller = source == null ? Optional.of(proxy) : DeviceAddress.parseIp(source);
        } finally {
            header.release();
        }
        if (caller.isEmpty()) {
            fail(ctx);
            return;
        }
        // What came with the header goes to whoever stands behind us, so that has to be there before we are gone.
        next.accept(caller.get());
        ctx.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopWaiting();
        failed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx);
    }

    private void fail(ChannelHandlerContext ctx) {
        stopWaiting();
        var unused = ctx.close();
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
