package dev.convoke.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
                    Instant.parse(text.path("at").asText())));
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
