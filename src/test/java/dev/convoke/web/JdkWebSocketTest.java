package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with a client that somebody else wrote. */
class JdkWebSocketTest {

    private static final int PATIENCE_S = 10;

    @RegisterExtension
    private final WebSite site = new WebSite();

    /** What it heard. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final CompletableFuture<Void> ponged = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                messages.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            ponged.complete(null);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        String awaits(String part) throws InterruptedException {
            String next = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
            while (next != null && !next.contains(part)) {
                next = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
            }
            return next;
        }
    }

    private WebSocket connect(Heard heard, String subprotocol) {
        InetSocketAddress address = site.address();
        String host = "127.0.0.1:" + address.getPort();
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "http://" + host)
                .subprotocols(subprotocol)
                .buildAsync(URI.create("ws://" + host + "/ws"), heard)
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void talksAndIsToldThatTheServerStops() throws InterruptedException {
        Heard heard = new Heard();
        WebSocket socket = connect(heard, "convoke.1");
        assertThat(socket.getSubprotocol()).isEqualTo("convoke.1");

        socket.sendText(WebSite.hello(1), true).join();
        assertThat(heard.awaits("\"type\":\"welcome\"")).isNotNull();
        socket.sendText("{\"type\":\"say\",", false).join();
        socket.sendText("\"text\":\"in two parts\"}", true).join();
        assertThat(heard.awaits("in two parts")).endsWith("\n");
        socket.sendPing(ByteBuffer.allocate(4)).join();
        heard.ponged.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        site.stopTheRooms();

        assertThat(heard.closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join()).isEqualTo(1012);
    }

    @Test
    void closesInItsOwnWay() throws InterruptedException {
        Heard heard = new Heard();
        WebSocket socket = connect(heard, "convoke.1");
        socket.sendText(WebSite.hello(1), true).join();
        heard.awaits("\"type\":\"welcome\"");

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

        assertThat(heard.closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join()).isEqualTo(1000);
    }

    @Test
    void isRefusedWithAnotherSubprotocol() {
        assertThatThrownBy(() -> connect(new Heard(), "chat"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }
}
