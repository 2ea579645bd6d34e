package dev.convoke.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {

    private static final int MORE_THAN_KERNELS_TAKE = 32 << 20;

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void whatNobodyReadsIsGivenBackEvenByALoopThatIsBusyWhenItEnds(Transport.Choice choice)
            throws IOException, InterruptedException {
        Transport transport = Transport.start(choice, 1);
        EventLoop loop = transport.loops().get(0);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = connected(transport, loop, listening);
            ByteBuf unread = Unpooled.directBuffer(MORE_THAN_KERNELS_TAKE).writerIndex(MORE_THAN_KERNELS_TAKE);
            var unused = channel.writeAndFlush(unread);
            keepBusyUntilItEnds(loop);

            transport.close();

            assertThat(unread.refCnt()).isZero();
            assertThat(channel.isOpen()).isFalse();
        }
    }

    private static Channel connected(Transport transport, EventLoop loop, ServerSocket to) {
        return transport
                .connect(loop, Duration.ofSeconds(5), to.getLocalSocketAddress())
                .syncUninterruptibly()
                .channel();
    }

    /** So that it learns of its end where it does not close anything. */
    private static void keepBusyUntilItEnds(EventLoop loop) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        loop.execute(() -> {
            busy.countDown();
            while (!loop.isShuttingDown()) {
                Thread.onSpinWait();
            }
        });
        busy.await();
    }
}
