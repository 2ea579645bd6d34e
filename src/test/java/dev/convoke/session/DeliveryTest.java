package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.wire.LineFormat;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session knows of what has arrived, on a real socket. */
class DeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MUCH = 1 << 20;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<Departure> lost = new CompletableFuture<>();
    private ServerSocket device;
    private Socket peer;
    private Channel channel;
    private Session session;

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(Epoll.isAvailable(), "this machine has no epoll");
        device = new ServerSocket();
        device.setReceiveBufferSize(4 << 10);
        device.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel = new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(device.getLocalSocketAddress())
                .sync()
                .channel();
        peer = device.accept();
        session = onLoop(() -> {
            Session made = new Session(
                    channel, Protocols.with(new LineFormat(), SessionSettings.defaults()), new Waiting(lost));
            channel.pipeline().removeFirst();
            channel.pipeline().addLast(made);
            return made;
        });
    }

    @AfterEach
    void end() throws Exception {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        if (device != null) {
            device.close();
            peer.close();
        }
    }

    private <T> T onLoop(Callable<T> what) throws Exception {
        return channel.eventLoop().submit(what).get(10, TimeUnit.SECONDS);
    }

    private long unacknowledged() throws Exception {
        return onLoop(session::unacknowledgedOctets);
    }

    private static ByteBuf octets(int count) {
        return Unpooled.directBuffer(count).writeZero(count);
    }

    private void write(int count) {
        session.write(octets(count));
        session.flush();
    }

    private void writeAround(int count) {
        ByteBuf octets = octets(count);
        assertThat(session.bypass().write(octets)).isEqualTo(count);
        octets.release();
    }

    private void doOnLoop(Runnable what) throws Exception {
        channel.eventLoop().submit(what).get(10, TimeUnit.SECONDS);
    }

    private void reset() throws Exception {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @Test
    void whatTheDeviceHasReadIsAcknowledgedWhateverWayItTook() throws Exception {
        doOnLoop(() -> write(700));
        doOnLoop(() -> writeAround(300));
        peer.getInputStream().readNBytes(1_000);

        await().atMost(PATIENCE).until(() -> unacknowledged() == 0);
    }

    @Test
    void whatIsUnderWayWhenTheConnectionIsResetIsNot() throws Exception {
        doOnLoop(() -> write(MUCH));
        await().atMost(PATIENCE).until(() -> unacknowledged() < MUCH);
        reset();

        assertThat(lost.get(10, TimeUnit.SECONDS)).isEqualTo(Departure.CONNECTION_LOST);

        assertThat(unacknowledged()).isBetween(MUCH - (64L << 10), MUCH - 1L);
    }

    @Test
    void whatIsWrittenAfterTheResetIsNotEither() throws Exception {
        long before = onLoop(() -> {
            session.send(new PrivateEvent.PrivateNotice("not of the room log"));
            reset();
            write(500);
            return session.unacknowledgedOctets();
        });

        assertThat(before).isGreaterThanOrEqualTo(500);
        assertThat(lost.get(10, TimeUnit.SECONDS)).isEqualTo(Departure.CONNECTION_LOST);
        assertThat(unacknowledged()).isBetween(500L, 530L);
    }

    @Test
    void whatIsForThisLegAloneDoesNotCountWhenItIsTheLast() throws Exception {
        doOnLoop(() -> write(MUCH));
        long before = unacknowledged();

        onLoop(() -> {
            session.send(new PrivateEvent.PrivateNotice("not of the room log"));
            return true;
        });

        assertThat(unacknowledged()).isLessThanOrEqualTo(before);
    }

    @Test
    void whatIsHandedOverBetweenTheBreakAndTheDepartureCounts() throws Exception {
        long after = onLoop(() -> {
            channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            write(400);
            return session.unacknowledgedOctets();
        });

        assertThat(after).isEqualTo(400);
    }

    @Test
    void behindAHandlerThatChangesWhatGoesOutNothingIsKnown() throws Exception {
        Session behind = onLoop(() -> {
            Session made = new Session(
                    channel, Protocols.with(new LineFormat(), SessionSettings.defaults()), new Waiting(lost));
            channel.pipeline().addLast(made);
            return made;
        });
        onLoop(() -> {
            behind.write(octets(600));
            behind.flush();
            return true;
        });
        peer.getInputStream().readNBytes(600);

        assertThat(onLoop(behind::unacknowledgedOctets)).isGreaterThanOrEqualTo(600);
    }

    @Test
    void whereNobodyTellsTwoSignsOfLifeSomeTimeApartProveWhatWasBeforeTheFirst() {
        long second = TimeUnit.SECONDS.toNanos(1);
        Delivery.SignsOfLife signs = new Delivery.SignsOfLife(0);

        signs.heard(100, 9 * second);
        signs.heard(200, 11 * second);
        signs.heard(300, 20 * second);
        assertThat(signs.received()).isZero();
        signs.heard(400, 22 * second);

        assertThat(signs.received()).isEqualTo(200);
    }

    /** Wants nothing, and waits for the end. */
    private record Waiting(CompletableFuture<Departure> lost) implements LineHandler {

        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void onLine(String line) {}

        @Override
        public void onLost(Departure how) {
            lost.complete(how);
        }
    }
}
