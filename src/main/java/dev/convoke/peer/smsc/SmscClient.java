package dev.convoke.peer.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Talks to the {@link SmscControl} of an embedded message centre on this machine. Any thread; every call waits for its answer.
 */
public final class SmscClient {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final URI base;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /** For the control port on loopback. */
    public SmscClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /**
     * Sends a text as a phone.
     *
     * @param from {@code +44…}, a short code or a name
     * @param to the service number
     * @return {@code taken}, {@code refused}, {@code expired}, {@code full}, or {@code held} if it was not taken yet
     * @throws IOException if there is no answer or it is a refusal; the message says why
     */
    public String send(String from, String to, String text) throws IOException, InterruptedException {
        String body = json.createObjectNode()
                .put("from", from)
                .put("to", to)
                .put("text", text)
                .toString();
        HttpRequest request = request("/texts", ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return answerTo(request).path("outcome").asText();
    }

    /**
     * Lists what phones received.
     *
     * @param to whose phone; empty for all
     * @param after only texts with a greater {@code seq}
     * @param wait how long to wait if there are none, at most 10 s
     * @throws IOException if there is no answer or it is a refusal; the message says why
     */
    public List<Delivered> texts(String to, long after, Duration wait) throws IOException, InterruptedException {
        String path = "/texts?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&after=" + after + "&wait="
                + wait.toMillis();
        List<Delivered> texts = new ArrayList<>();
        for (JsonNode text :
                answerTo(request(path, ANSWER.plus(wait)).GET().build()).path("texts")) {
            texts.add(new Delivered(
                    text.path("seq").asLong(),
                    text.path("from").asText(),
                    text.path("to").asText(),
                    text.path("text").asText(),
                    Instant.parse(text.path("at").asText()),
                    text.has("port") ? OptionalInt.of(text.path("port").asInt()) : OptionalInt.empty(),
                    text.path("data-coding").asInt()));
        }
        return texts;
    }

    /**
     * How many receivers are bound.
     *
     * @throws IOException if there is no answer or it is a refusal; the message says why
     */
    public int receivers() throws IOException, InterruptedException {
        return answerTo(request("/health", ANSWER).GET().build())
                .path("receivers")
                .asInt();
    }

    /**
     * Arms a fault.
     *
     * @param name of a {@link FaultKind}
     * @param parameters its keys and values
     * @param times how often it strikes; {@link Faults#UNTIL_DISARMED}
     * @return its id
     * @throws IOException if there is no answer or it is a refusal; the message says why
     */
    public long arm(String name, Map<String, String> parameters, int times) throws IOException, InterruptedException {
        ObjectNode body = json.createObjectNode();
        parameters.forEach(body::put);
        body.put("fault", name).put("times", times);
        HttpRequest request = request("/faults", ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return answerTo(request).path("id").asLong();
    }

    /**
     * The faults that are armed, a line for each.
     *
     * @throws IOException if there is no answer or it is a refusal; the message says why
     */
    public List<String> faults() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode armed : answerTo(request("/faults", ANSWER).GET().build()).path("faults")) {
            int times = armed.path("times").asInt();
            lines.add("%d  %s  struck %d%s"
                    .formatted(
                            armed.path("id").asLong(),
                            armed.path("fault").asText(),
                            armed.path("struck").asInt(),
                            times == Faults.UNTIL_DISARMED ? "" : " of " + times));
        }
        return lines;
    }

    /**
     * Disarms a fault.
     *
     * @param id 0 for all
     * @throws IOException if there is no such fault or no answer; the message says why
     */
    public void disarm(long id) throws IOException, InterruptedException {
        var unused = answerTo(request("/faults?id=" + id, ANSWER).DELETE().build());
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    }

    private JsonNode answerTo(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the message centre at " + base + " said "
                    + answer.path("problem").asText("HTTP " + response.statusCode()));
        }
        return answer;
    }
}
