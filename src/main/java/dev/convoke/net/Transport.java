package dev.convoke.net;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.concurrent.RepeatedLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sockets are driven, and the event loops that drive them. Owns the loops and all connections; {@link #close} ends them,
 * after the rooms.
 */
public final class Transport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** What the operator wants. */
    public enum Choice {
        /** epoll where it works, else NIO. io_uring is within the noise of epoll here, and often forbidden in containers. */
        AUTO,
        /** Linux epoll. */
        EPOLL,
        /** Linux io_uring. */
        IO_URING,
        /** The JDK's own. */
        NIO
    }

    /** Beyond so many unsent octets a leg is given no more. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(16 << 10, 64 << 10);

    /** How long the kernel tries to deliver before it gives a connection up (RFC 5482). */
    private static final int USER_TIMEOUT_MS = 30_000;

    /** How many connections the kernel keeps that nobody has accepted yet. */
    private static final int BACKLOG = 1_024;

    private static final int KEEP_ALIVE_IDLE_S = 60;
    private static final int KEEP_ALIVE_INTERVAL_S = 10;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final Choice choice;
    private final Class<? extends SocketChannel> channelType;
    private final Class<? extends ServerSocketChannel> serverType;
    private final MultiThreadIoEventLoopGroup group;

    /** What every connection is given, whoever made it. */
    private final Map<ChannelOption<Object>, Object> options;

    /** What is connected or about to be, and what listens; once closed it stays closed. */
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    private Transport(
            Choice choice,
            Class<? extends SocketChannel> channelType,
            Class<? extends ServerSocketChannel> serverType,
            IoHandlerFactory io,
            int loops) {
        this.choice = choice;
        this.channelType = channelType;
        this.serverType = serverType;
        this.options = options(choice);
        this.group = new MultiThreadIoEventLoopGroup(loops, loopThreads(), io);
    }

    private static Map<ChannelOption<Object>, Object> options(Choice choice) {
        Map<ChannelOption<Object>, Object> options = new HashMap<>();
        put(options, ChannelOption.TCP_NODELAY, true);
        put(options, ChannelOption.SO_KEEPALIVE, true);
        put(options, ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        if (choice == Choice.EPOLL) {
            put(options, EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MS);
            put(options, EpollChannelOption.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_S);
            put(options, EpollChannelOption.TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL_S);
            put(options, EpollChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
        }
        return Map.copyOf(options);
    }

    /** An option takes values of its own type; once they are together that is forgotten. */
    @SuppressWarnings("unchecked")
    private static <T> void put(Map<ChannelOption<Object>, Object> options, ChannelOption<T> option, T value) {
        options.put((ChannelOption<Object>) option, value);
    }

    /**
     * Starts a transport.
     *
     * @param loops how many event loops, 1 to 256
     * @throws IllegalStateException if the choice does not work on this machine; the message says why
     */
    public static Transport start(Choice choice, int loops) {
        return switch (choice) {
            case AUTO -> start(Epoll.isAvailable() ? Choice.EPOLL : Choice.NIO, loops);
            case EPOLL -> {
                require(Epoll.isAvailable(), "epoll", Epoll.unavailabilityCause());
                yield new Transport(
                        choice,
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class,
                        EpollIoHandler.newFactory(),
                        loops);
            }
            case IO_URING -> {
                require(IoUring.isAvailable(), "io_uring", IoUring.unavailabilityCause());
                yield new Transport(
                        choice,
                        IoUringSocketChannel.class,
                        IoUringServerSocketChannel.class,
                        IoUringIoHandler.newFactory(),
                        loops);
            }
            case NIO ->
                new Transport(
                        choice, NioSocketChannel.class, NioServerSocketChannel.class, NioIoHandler.newFactory(), loops);
        };
    }

    private static void require(boolean available, String name, Throwable cause) {
        if (!available) {
            throw new IllegalStateException(
                    "dial-out.transport: " + name + " does not work on this machine (" + cause.getMessage()
                            + "); use auto, which falls back to nio",
                    cause);
        }
    }

    private static ThreadFactory loopThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> new LoopThread(task, "room-" + count.getAndIncrement());
    }

    /** A thread that must not wait, known to whatever might make it. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlockingThread {
        LoopThread(Runnable task, String name) {
            super(task, name);
        }
    }

    /** What was chosen, for the line at start: {@code epoll}, {@code io_uring} or {@code nio}. */
    public String name() {
        return choice.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The event loops. */
    public List<EventLoop> loops() {
        List<EventLoop> loops = new ArrayList<>();
        group.iterator().forEachRemaining(executor -> loops.add((EventLoop) executor));
        return loops;
    }

    /**
     * Connects out on one of the loops; after {@link #close} what is connected is closed at once. Any thread.
     *
     * @return completes on the loop, before anything is read; the channel's pipeline is empty then
     */
    public ChannelFuture connect(EventLoop loop, Duration timeout, SocketAddress to) {
        ChannelFuture connecting =
                bootstrap(loop, timeout).handler(new Nothing()).connect(to);
        connections.add(connecting.channel());
        return connecting;
    }

    /**
     * Listens there and accepts, on one of the loops, what is spread over all of them. When the machine has no descriptor left,
     * nothing is accepted for a second. Any thread; after {@link #close} what is accepted is closed at once.
     *
     * @param accepted is given each connection on its loop, before anything is read; its pipeline is empty then
     * @return completes when connections are accepted, or with why that cannot be; closing its channel ends only the accepting
     */
    public ChannelFuture listen(SocketAddress at, Consumer<Channel> accepted) {
        ChannelFuture binding = new ServerBootstrap()
                .group(group, group)
                .channel(serverType)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new Accepted(accepted))
                .bind(at);
        Channel listening = binding.channel();
        connections.add(listening);
        // Behind what pauses, which is put there on the loop before.
        listening.eventLoop().execute(() -> listening.pipeline().addLast(new AcceptTrouble()));
        return binding;
    }

    /** What one listening socket accepts. */
    @ChannelHandler.Sharable
    private final class Accepted extends ChannelInitializer<Channel> {

        private final Consumer<Channel> next;

        Accepted(Consumer<Channel> next) {
            this.next = next;
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelConfig config = channel.config();
            options.forEach(config::setOption);
            connections.add(channel);
            // Before anything else is put there: a session looks whether something stands between it and the socket.
            channel.pipeline().remove(this);
            next.accept(channel);
        }
    }

    /** Says once that nothing can be accepted; Netty has paused for a second then. */
    private static final class AcceptTrouble extends ChannelInboundHandlerAdapter {

        private final RepeatedLog log = new RepeatedLog(LOG, "a listening port");

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.bad("nothing is accepted for a second: " + cause.getMessage());
        }
    }

    /** A bootstrap wants a handler; this one takes itself away. */
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }

    private Bootstrap bootstrap(EventLoop loop, Duration connectTimeout) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
        options.forEach(bootstrap::option);
        return bootstrap;
    }

    /** Closes the connections that are left and ends the loops, after at most three seconds. */
    @Override
    public void close() {
        // A loop that learns in the middle of its tasks that it shall end, at once, ends with its channels open, and
        // what they had still to send is never given back. What is asked for before that is still done.
        var unused = connections.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
