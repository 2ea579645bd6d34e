package dev.convoke.peer.device;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.terms.DeviceAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many phones on one event loop, each listening on a port of loopback of its own: what the bench dials. A phone's lines are
 * told to a listener until it says that it has heard enough of that phone; the rest is counted and dropped.
 */
public final class DeviceFarm implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loop;
    private final List<Channel> listening = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final Listener listener;

    /** What hears the lines; runs on the farm's one loop. */
    @FunctionalInterface
    public interface Listener {
        /** Phone {@code device} was connected to; told as soon as the loop hears of the connection. */
        default void onConnected(int device) {}

        /** A line that phone {@code device} heard; {@code false} if nothing more of this connection is wanted. */
        boolean onLine(int device, String line);
    }

    private DeviceFarm(ThreadMaker threads, Listener listener) {
        this.loop = new MultiThreadIoEventLoopGroup(1, threads.factory("devices"), NioIoHandler.newFactory());
        this.listener = listener;
    }

    /**
     * Opens the phones' ports.
     *
     * @param devices how many, 1 to 50,000; 0 if all of them call in
     * @throws IllegalStateException if a port cannot be opened, for instance because the limit of open files is too low
     */
    public static DeviceFarm listen(int devices, ThreadMaker threads, Listener listener) {
        DeviceFarm farm = new DeviceFarm(threads, listener);
        try {
            for (int device = 0; device < devices; device++) {
                farm.listen(device);
            }
        } catch (RuntimeException failure) {
            farm.close();
            throw failure;
        }
        return farm;
    }

    private void listen(int device) {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .handler(new Bell(device))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        open.add(connection);
                        connection.pipeline().addLast(new Ear(device));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "device " + device + " cannot listen: " + bound.cause().getMessage(), bound.cause());
        }
        listening.add(bound.channel());
        open.add(bound.channel());
    }

    /** On the port itself, where a connection shows before it is made ready for reading. */
    private final class Bell extends ChannelInboundHandlerAdapter {
        private final int device;

        Bell(int device) {
            this.device = device;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object connection) {
            listener.onConnected(device);
            ctx.fireChannelRead(connection);
        }
    }

    private final class Ear extends ChannelInboundHandlerAdapter {
        private final int device;
        private final StringBuilder unfinished = new StringBuilder();
        private boolean heardEnough;

        Ear(int device) {
            this.device = device;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object read) {
            ByteBuf octets = (ByteBuf) read;
            try {
                while (!heardEnough && octets.isReadable()) {
                    int end = octets.forEachByte(ByteProcessor.FIND_LF);
                    int upTo = end < 0 ? octets.writerIndex() : end;
                    unfinished.append(octets.readCharSequence(upTo - octets.readerIndex(), StandardCharsets.UTF_8));
                    if (end >= 0) {
                        octets.skipBytes(1);
                        heardEnough = !listener.onLine(device, unfinished.toString());
                        unfinished.setLength(0);
                    }
                }
            } finally {
                octets.release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // A phone whose connection breaks is a phone that hung up.
            var unused = ctx.close();
        }
    }

    /**
     * Has a phone call in (US 8,018,877 step 350): it connects, says one line at once, and its lines are told by that number. What
     * fails is a phone that hears nothing. Any thread.
     */
    public void call(int device, InetSocketAddress server, String first) {
        Channel connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel mine) {
                        mine.pipeline().addLast(new Ear(device));
                    }
                })
                .connect(server)
                .addListener((ChannelFutureListener) connected -> {
                    if (connected.isSuccess()) {
                        var unused = connected
                                .channel()
                                .writeAndFlush(Unpooled.copiedBuffer(first + "\n", StandardCharsets.UTF_8));
                    }
                })
                .channel();
        open.add(connection);
    }

    /** Where the phones listen, by number. */
    public List<DeviceAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .map(at -> new DeviceAddress(at.getAddress(), at.getPort()))
                .toList();
    }

    /** Hangs up and stops listening. */
    @Override
    public void close() {
        // Not left to the loop: one that has tasks when it is told to end closes nothing.
        var unused = open.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
