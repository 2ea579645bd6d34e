package dev.convoke.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What somebody with the page reads of an event of the JSON protocol, for a demo in a terminal. */
final class PageWords {

    private PageWords() {}

    /** The words; empty if it is nothing that people read. */
    static Optional<String> of(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "welcome" ->
                Optional.of("[" + event.path("title").asText() + ", "
                        + event.path("present").asInt() + " here, you are "
                        + event.path("nick").asText() + "]");
            case "goodbye" -> Optional.of("[" + event.path("text").asText() + "]");
            case "event" -> ofAll(event);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofAll(JsonNode event) {
        String who = event.path("from").asText();
        return switch (event.path("kind").asText()) {
            case "say" -> Optional.of(who + ": " + event.path("text").asText());
            case "joined" -> Optional.of("[" + String.join(", ", texts(event.path("who"))) + " came in]");
            default -> Optional.empty();
        };
    }

    private static Iterable<String> texts(JsonNode array) {
        return () -> StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .iterator();
    }
}
