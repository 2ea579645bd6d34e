package dev.convoke.peer.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is to the server: a WebSocket (RFC 6455) to the address of a link, on which JSON is spoken. It answers pings and
 * keeps the last 10,000 events. Any thread may call.
 */
public final class WebSocketDevice implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads;
    private final Consumer<JsonNode> onEvent;
    private final Heard<JsonNode> heard = new Heard<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sending;

    private WebSocketDevice(URI page, ThreadFactory threads, Consumer<JsonNode> onEvent) {
        this.threads = Executors.newSingleThreadExecutor(threads);
        this.onEvent = onEvent;
        this.socket = HttpClient.newBuilder()
                .executor(this.threads)
                .connectTimeout(PATIENCE)
                .build()
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .subprotocols("convoke.1")
                .header("Origin", origin(page))
                .buildAsync(socketOf(page), new Listening())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        this.sending = CompletableFuture.completedFuture(socket);
    }

    /**
     * Opens what the page behind a link opens, and says hello without a code.
     *
     * @param page the address of the page, with or without a code behind {@code #}
     * @param threads makes the device's one thread
     * @param onEvent is told every event on that thread
     * @throws java.util.concurrent.CompletionException if the server does not take the connection
     */
    public static WebSocketDevice open(URI page, ThreadFactory threads, Consumer<JsonNode> onEvent) {
        return new WebSocketDevice(page, threads, onEvent);
    }

    private static String origin(URI page) {
        return page.getScheme() + "://" + page.getRawAuthority();
    }

    private static URI socketOf(URI page) {
        String scheme = page.getScheme().equals("https") ? "wss" : "ws";
        return URI.create(scheme + "://" + page.getRawAuthority() + "/ws");
    }

    private final class Listening implements WebSocket.Listener {

        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                begun.toString().lines().forEach(WebSocketDevice.this::hear);
                begun.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable trouble) {
            closed.complete(1006);
        }
    }

    private void hear(String line) {
        JsonNode event = read(line);
        if (event.path("type").asText().equals("ping")) {
            say("{\"type\":\"pong\"}");
        }
        heard.add(event);
        onEvent.accept(event);
    }

    private JsonNode read(String line) {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent what is no JSON", e);
        }
    }

    /** Says an object of the JSON protocol. */
    public synchronized void say(String object) {
        // One at a time, as the client wants it.
        sending = sending.thenCompose(sent -> socket.sendText(object, true));
    }

    /** Presents a code, by that name. */
    public void enter(String code, String nick) {
        say(json.createObjectNode()
                .put("type", "hello")
                .put("protocol", 1)
                .put("code", code)
                .put("nick", nick)
                .toString());
    }

    /** Says something to everyone. */
    public void speak(String text) {
        say(json.createObjectNode().put("type", "say").put("text", text).toString());
    }

    /** Everything heard so far. */
    public List<JsonNode> heard() {
        return heard.all();
    }

    /** Waits for an event, heard before or yet to come; empty if it did not come in time. */
    public Optional<JsonNode> await(Predicate<JsonNode> wanted, Duration patience) {
        return heard.await(wanted, patience);
    }

    /** Waits until the server has closed; the code of RFC 6455 section 7.4, or empty if it did not in time. */
    public Optional<Integer> awaitClose(Duration patience) {
        return closed.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Breaks the connection without a word, as a phone does that falls asleep. */
    public void drop() {
        socket.abort();
    }

    /** Closes. */
    @Override
    public void close() {
        socket.abort();
        threads.shutdownNow();
    }
}
