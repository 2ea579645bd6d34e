package dev.convoke.leg;

import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The least of a way in by which devices connect to the server, and a device on each connection. */
final class CallIn {

    private static final int PATIENCE_MS = 10_000;

    private final Engine engine;

    CallIn(Engine engine) {
        this.engine = engine;
    }

    /** A device calls in and is accepted on that loop; nothing more is done with the connection. */
    Line line(EventLoop loop) {
        return line(loop, false);
    }

    /** The same where nothing but JSON is spoken. */
    Line jsonLine(EventLoop loop) {
        return line(loop, true);
    }

    private Line line(EventLoop loop, boolean json) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        CompletableFuture<Void> lost = new CompletableFuture<>();
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(serverType())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Noted watch = new Noted(heard, lost);
                        accepted.complete(
                                json
                                        ? engine.legs().openJson(channel, WayIn.BROWSER, watch)
                                        : engine.legs().open(channel, WayIn.CALLED, watch));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        try {
            InetSocketAddress server = (InetSocketAddress) listening.localAddress();
            Socket device = new Socket(server.getAddress(), server.getPort());
            device.setSoTimeout(PATIENCE_MS);
            Line line = new Line(device, within(accepted), heard, lost);
            engine.onceClosed(line::hangUp);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            listening.close().syncUninterruptibly();
        }
    }

    private Class<? extends ServerChannel> serverType() {
        return engine.transport().name().equals("epoll")
                ? EpollServerSocketChannel.class
                : NioServerSocketChannel.class;
    }

    private static <T> T within(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    }

    private record Noted(CompletableFuture<Void> heard, CompletableFuture<Void> lost) implements Connection.Watch {

        @Override
        public void onHeard() {
            heard.complete(null);
        }

        @Override
        public void onLost() {
            lost.complete(null);
        }
    }

    /** Both ends of one connection; used by the thread of the test. */
    final class Line {
        private final Socket device;
        private final BufferedReader lines;
        private final Connection connection;
        private final CompletableFuture<Void> heard;
        private final CompletableFuture<Void> lost;

        private Line(Socket device, Connection connection, CompletableFuture<Void> heard, CompletableFuture<Void> lost)
                throws IOException {
            this.device = device;
            this.lines = new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.UTF_8));
            this.connection = connection;
            this.heard = heard;
            this.lost = lost;
        }

        // The server's end.

        Connection connection() {
            return connection;
        }

        EventLoop loop() {
            return connection.channel().eventLoop();
        }

        /** Hands the connection over, on its loop; what becomes of it. */
        CompletableFuture<Optional<RefusalReason>> begin(Destination destination, Recall recall) {
            return CompletableFuture.completedFuture(connection)
                    .thenComposeAsync(standing -> engine.legs().take(standing, destination, recall), loop());
        }

        /** The same, and waits for it. */
        Optional<RefusalReason> take(Destination destination, Recall recall) {
            return within(begin(destination, recall));
        }

        /** Waits until the server has read something, before it has handed the connection over. */
        void awaitHeard() {
            within(heard);
        }

        /** Waits until the server knows that the connection is gone, before it has handed it over. */
        void awaitLost() {
            within(lost);
        }

        // The device's end.

        void say(String line) throws IOException {
            device.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** The next line with that in it; fails if there is none in time. */
        String hears(String part) throws IOException {
            StringBuilder heardInstead = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(part)) {
                    return line;
                }
                heardInstead.append(line).append('\n');
            }
            throw new AssertionError("hung up and not heard: " + part + "; heard " + heardInstead);
        }

        /** Reads on to the end; fails if the server does not close its side in time. */
        void awaitHangUp() throws IOException {
            while (lines.readLine() != null) {
                // What was said before.
            }
        }

        void reset() throws IOException {
            device.setSoLinger(true, 0);
            device.close();
        }

        void hangUp() {
            try {
                device.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
