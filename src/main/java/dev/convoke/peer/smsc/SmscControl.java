package dev.convoke.peer.smsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The embedded message centre's HTTP control port, on loopback:
 *
 * <ul>
 *   <li>{@code POST /texts} with {@code {"from": …, "to": …, "text": …}} sends a text as a phone; 202 with
 *       {@code {"outcome": taken | refused | expired | full | held, "status": …}}
 *   <li>{@code GET /texts?to=…&after=N&wait=MS} lists what phones received with {@code seq} above N, for {@code to} only if
 *       given; waits up to 10 s if there is nothing yet
 *   <li>{@code GET /health} tells how many receivers are bound
 *   <li>{@code POST /faults} with {@code {"fault": "refuse-bind", "status": "bad-password", "times": 3}} makes it misbehave:
 *       the name and parameters of a {@link FaultKind}; 201 with the {@code id}. {@code GET /faults} lists what is armed,
 *       {@code DELETE /faults} disarms all, {@code DELETE /faults?id=N} one
 * </ul>
 *
 * <p>A web page in the operator's browser can reach loopback too, under a name of its own choosing: requests for another host
 * or from another origin are refused, and a text must come as {@code application/json}. Threads {@code smsc-control-n}.
 */
public final class SmscControl implements AutoCloseable {

    /** Where {@code convoke sms} looks for it. */
    public static final int DEFAULT_PORT = 8775;

    private static final int MAX_BODY_OCTETS = 4 << 10;
    private static final int MAX_TEXTS = 1_000;
    private static final int THREADS = 8;
    private static final int QUEUED = 64;
    private static final long SEND_WAIT_MS = 2_000;
    private static final long MAX_WAIT_MS = 10_000;

    private final EmbeddedSmsc smsc;
    private final HttpServer server;
    private final ExecutorService executor;
    private final ObjectMapper json = new ObjectMapper();
    private final FaultsResource faults;
    /** Requests that wait leave threads for those that do not. */
    private final Semaphore mayWait = new Semaphore(THREADS / 2);

    private SmscControl(EmbeddedSmsc smsc, HttpServer server, ExecutorService executor) {
        this.smsc = smsc;
        this.server = server;
        this.executor = executor;
        this.faults = new FaultsResource(smsc.faults());
    }

    /**
     * Opens the control port.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static SmscControl start(EmbeddedSmsc smsc, int port, ThreadMaker threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUEUED);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUED),
                threads.factory("smsc-control"));
        executor.allowCoreThreadTimeOut(true);
        SmscControl control = new SmscControl(smsc, server, executor);
        server.setExecutor(executor);
        server.createContext("/", control::handle);
        server.start();
        return control;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isFromHere(exchange)) {
                answer(exchange, 403, problem("only for programs on this machine"));
                return;
            }
            route(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFromHere(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null
                && isOurs(host)
                && (origin == null || (origin.startsWith("http://") && isOurs(origin.substring(7))));
    }

    private boolean isOurs(String authority) {
        String port = ":" + port();
        return authority.equals("127.0.0.1" + port)
                || authority.equals("localhost" + port)
                || authority.equals("[::1]" + port);
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        String what =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (what) {
            case "POST /texts" -> send(exchange);
            case "GET /texts" -> list(exchange);
            case "GET /health" ->
                answer(
                        exchange,
                        200,
                        json.createObjectNode()
                                .put("receivers", smsc.receivers())
                                .put("port", smsc.port()));
            case "POST /faults" -> arm(exchange);
            case "GET /faults" -> answer(exchange, 200, faults.list());
            case "DELETE /faults" -> disarm(exchange);
            default -> answer(exchange, 404, problem("there are /texts, /faults and /health"));
        }
    }

    private void send(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<JsonNode> text = body(exchange);
        if (text.isEmpty()) {
            return;
        }
        boolean whole = text.get().path("from").isTextual()
                && text.get().path("to").isTextual()
                && text.get().path("text").isTextual();
        if (!whole) {
            answer(exchange, 400, problem("expected {\"from\": \"+44…\", \"to\": \"84433\", \"text\": \"…\"}"));
            return;
        }
        answer(exchange, 202, deliver(text.get()));
    }

    private void arm(HttpExchange exchange) throws IOException {
        Optional<JsonNode> fault = body(exchange);
        if (fault.isEmpty()) {
            return;
        }
        try {
            answer(exchange, 201, faults.arm(fault.get()));
        } catch (IllegalArgumentException mistake) {
            answer(exchange, 400, problem(String.valueOf(mistake.getMessage())));
        }
    }

    private void disarm(HttpExchange exchange) throws IOException {
        Query query = Query.of(exchange.getRequestURI());
        Optional<Long> id = query.number("id");
        if (id.isEmpty() || !faults.disarm(id.get())) {
            answer(exchange, 404, problem("no fault with this id is armed"));
            return;
        }
        answer(exchange, 200, faults.list());
    }

    /** The JSON that came; empty if it was none, and the request is answered. */
    private Optional<JsonNode> body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            answer(exchange, 415, problem("expected Content-Type: application/json"));
            return Optional.empty();
        }
        byte[] body = readBody(exchange.getRequestBody());
        if (body.length > MAX_BODY_OCTETS) {
            answer(exchange, 413, problem("expected at most " + MAX_BODY_OCTETS + " octets"));
            return Optional.empty();
        }
        Optional<JsonNode> node = parse(body);
        if (node.isEmpty()) {
            answer(exchange, 400, problem("expected a JSON object"));
        }
        return node;
    }

    private static byte[] readBody(InputStream body) throws IOException {
        return body.readNBytes(MAX_BODY_OCTETS + 1);
    }

    private Optional<JsonNode> parse(byte[] body) throws IOException {
        try {
            JsonNode node = json.readTree(body);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Waits a moment for the outcome, unless nobody is there to take the text. */
    private ObjectNode deliver(JsonNode text) throws InterruptedException {
        var delivery = smsc.deliver(
                text.get("from").textValue(),
                text.get("to").textValue(),
                text.get("text").textValue());
        long waitMs = smsc.receivers() > 0 && mayWait.tryAcquire() ? SEND_WAIT_MS : 0;
        try {
            Delivery done = delivery.get(waitMs, TimeUnit.MILLISECONDS);
            return json.createObjectNode()
                    .put("outcome", done.outcome().name().toLowerCase(Locale.ROOT))
                    .put("status", done.commandStatus());
        } catch (TimeoutException | ExecutionException | CancellationException notYet) {
            return json.createObjectNode().put("outcome", "held").put("status", Delivery.NO_ANSWER);
        } finally {
            if (waitMs > 0) {
                mayWait.release();
            }
        }
    }

    private void list(HttpExchange exchange) throws IOException, InterruptedException {
        Query query = Query.of(exchange.getRequestURI());
        Optional<Long> after = query.number("after");
        Optional<Long> waitMs = query.number("wait");
        if (after.isEmpty() || waitMs.isEmpty()) {
            answer(exchange, 400, problem("after and wait are numbers, 0 or more"));
            return;
        }
        String to = query.text("to");
        Predicate<Delivered> wanted =
                text -> text.seq() > after.get() && (to.isEmpty() || text.to().equals(to));
        awaitAny(wanted, Math.min(waitMs.get(), MAX_WAIT_MS));
        ObjectNode answer = json.createObjectNode();
        var texts = answer.putArray("texts");
        for (Delivered text : smsc.texts(wanted, MAX_TEXTS)) {
            ObjectNode one = texts.addObject()
                    .put("seq", text.seq())
                    .put("from", text.from())
                    .put("to", text.to())
                    .put("text", text.text())
                    .put("at", text.at().toString())
                    .put("data-coding", text.dataCoding());
            text.port().ifPresent(port -> one.put("port", port));
        }
        answer(exchange, 200, answer);
    }

    private void awaitAny(Predicate<Delivered> wanted, long waitMs) throws InterruptedException {
        if (waitMs > 0 && mayWait.tryAcquire()) {
            try {
                var unused = smsc.await(wanted, Duration.ofMillis(waitMs));
            } finally {
                mayWait.release();
            }
        }
    }

    private ObjectNode problem(String sentence) {
        return json.createObjectNode().put("problem", sentence);
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] octets = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    /** Closes the port; requests that wait are cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
