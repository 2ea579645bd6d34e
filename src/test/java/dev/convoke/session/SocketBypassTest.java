package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.Bypass;
import dev.convoke.wire.LineFormat;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a session lets its socket be written to around its channel, and when not. */
class SocketBypassTest {

    private static final int CHUNK_OCTETS = 1 << 20;
    private static final String NOTE = "* note\n";

    private final MultiThreadIoEventLoopGroup loops = group(EpollIoHandler.newFactory());
    private ServerSocket device;
    private Channel channel;
    private Session session;
    private Socket peer;

    private static MultiThreadIoEventLoopGroup group(IoHandlerFactory io) {
        return new MultiThreadIoEventLoopGroup(1, io);
    }

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(Epoll.isAvailable(), "this machine has no epoll");
        device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        device.setSoTimeout(10_000);
        channel = connected(loops, EpollSocketChannel.class);
        peer = device.accept();
        peer.setSoTimeout(10_000);
        session = onLoop(() -> sessionOn(channel));
    }

    @AfterEach
    void end() throws Exception {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        if (device != null) {
            device.close();
        }
        if (peer != null) {
            peer.close();
        }
    }

    private Channel connected(MultiThreadIoEventLoopGroup group, Class<? extends SocketChannel> type) throws Exception {
        return new Bootstrap()
                .group(group)
                .channel(type)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(device.getLocalSocketAddress())
                .sync()
                .channel();
    }

    private static Session sessionOn(Channel channel) {
        Session made = new Session(channel, Protocols.with(new LineFormat(), SessionSettings.defaults()), new Nobody());
        channel.pipeline().removeFirst();
        channel.pipeline().addLast(made);
        return made;
    }

    private <T> T onLoop(Callable<T> what) throws Exception {
        return channel.eventLoop().submit(what).get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("octets go straight to the device, behind what was sent before")
    void writes() throws Exception {
        int taken = onLoop(() -> {
            session.send(new PrivateEvent.PrivateNotice("note"));
            return write(session.bypass(), "hello\n");
        });

        assertThat(taken).isEqualTo(6);
        assertThat(heard(NOTE.length() + 6)).isEqualTo(NOTE + "hello\n");
    }

    @Test
    @DisplayName("nothing overtakes what is queued; when that is out, the bypass opens again")
    void waits() throws Exception {
        onLoop(() -> {
            Bypass before = session.bypass();
            session.write(text("queued\n"));
            assertThat(write(before, "over\n")).isZero();
            assertThat(session.bypass()).isSameAs(Bypass.NONE);
            session.flush();
            assertThat(write(before, "closed until it is asked for\n")).isZero();
            return write(session.bypass(), "after\n");
        });

        assertThat(heard(13)).isEqualTo("queued\nafter\n");
    }

    @Test
    @DisplayName("a socket that is full takes what it can")
    void isFull() throws Exception {
        ByteBuf much = PooledByteBufAllocator.DEFAULT.directBuffer(CHUNK_OCTETS);
        much.writeZero(CHUNK_OCTETS);
        try {
            int last = onLoop(() -> {
                Bypass bypass = session.bypass();
                int taken = CHUNK_OCTETS;
                for (int i = 0; i < 100 && taken == CHUNK_OCTETS; i++) {
                    taken = bypass.write(much);
                }
                assertThat(bypass.write(much)).isZero();
                return taken;
            });
            assertThat(last).isLessThan(CHUNK_OCTETS);
        } finally {
            much.release();
        }
    }

    @Test
    @DisplayName("a connection that is closed or closing takes nothing")
    void isClosed() throws Exception {
        assertThat(onLoop(() -> {
                    Bypass bypass = session.bypass();
                    session.close();
                    assertThat(session.bypass()).isSameAs(Bypass.NONE);
                    return write(bypass, "late\n");
                }))
                .isZero();
        Channel other = channel;
        int afterwards = onLoop(() -> {
            var unused = other.close();
            return write(SocketBypass.of(other).orElseThrow(), "later\n");
        });
        assertThat(afterwards).isZero();
    }

    @Test
    @DisplayName("a device that has reset the connection takes nothing, and nothing is thrown")
    void isReset() throws Exception {
        Bypass bypass = onLoop(session::bypass);
        peer.setSoLinger(true, 0);
        peer.close();

        int taken = onLoop(() -> {
            int last = 1;
            for (int i = 0; i < 100 && last > 0; i++) {
                last = write(bypass, "anyone?\n");
            }
            return last;
        });

        assertThat(taken).isZero();
    }

    @Test
    @DisplayName("there is none where a handler would change what goes out, and none without epoll")
    void isNone() throws Exception {
        assertThat(onLoop(() -> {
                    channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter());
                    return session.bypass();
                }))
                .isSameAs(Bypass.NONE);
        MultiThreadIoEventLoopGroup nio = group(NioIoHandler.newFactory());
        try {
            assertThat(SocketBypass.of(connected(nio, NioSocketChannel.class))).isEmpty();
        } finally {
            nio.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        }
    }

    private static ByteBuf text(String text) {
        ByteBuf octets = PooledByteBufAllocator.DEFAULT.directBuffer();
        octets.writeCharSequence(text, StandardCharsets.US_ASCII);
        return octets;
    }

    private static int write(Bypass bypass, String text) {
        ByteBuf octets = text(text);
        try {
            return bypass.write(octets);
        } finally {
            octets.release();
        }
    }

    private String heard(int octets) throws IOException {
        return new String(peer.getInputStream().readNBytes(octets), StandardCharsets.UTF_8);
    }

    /** Wants nothing. */
    private static final class Nobody implements LineHandler {

        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void onLine(String line) {}

        @Override
        public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
            return true;
        }

        @Override
        public void onLost(Departure how) {}
    }
}
