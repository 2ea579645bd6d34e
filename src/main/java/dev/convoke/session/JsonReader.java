package dev.convoke.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.convoke.command.Blanks;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of the JSON protocol. Whatever a stranger sends is answered with a value, never with an exception, and costs no
 * more than its own length. Has no state; a server needs one.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 8;

    /** The longest whole number that a member of the protocol may be: what is longer is passed over like a fraction. */
    private static final int MAX_WHOLE_CHARS = 19;

    private static final int MAX_NAME_CHARS = 64;

    private static final int MAX_MEMBERS = 32;

    /** The one member of the protocol that is an object. */
    private static final String OPEN = "open";

    /** An object within the object. */
    record Inner(Map<String, Object> members) {}

    /** Names are not kept: strangers could fill a table with them. */
    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(JsonProtocol.MAX_LINE_OCTETS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxStringLength(JsonProtocol.MAX_LINE_OCTETS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Reads a line that is valid UTF-8. */
    JsonRequest read(String line) {
        Map<String, Object> members = new HashMap<>();
        @Nullable String wrong = read(line, members);
        if (wrong != null) {
            // Whoever gets the answer should know to what, as far as it could be read.
            return new JsonRequest.Unreadable(JsonCommandParser.id(members), JsonProblem.MALFORMED, wrong);
        }
        return JsonCommandParser.request(members);
    }

    /**
     * Whether a line that is no line of the JSON protocol looks like one all the same: an object, as far as it can be read, with a
     * type that a device may send. Costs next to nothing for what does not begin with a brace.
     */
    boolean isCommand(String line) {
        if (!beginsWithBrace(line)) {
            return false;
        }
        Map<String, Object> members = new HashMap<>();
        @Nullable String unused = read(line, members);
        return members.get("type") instanceof String type && JsonCommandParser.isType(type);
    }

    private static boolean beginsWithBrace(String line) {
        int begin = Blanks.leading(line);
        return begin < line.length() && line.charAt(begin) == '{';
    }

    /** Reads what can be read; what is wrong with the rest, or null. */
    private @Nullable String read(String line, Map<String, Object> members) {
        try (JsonParser parser = factory.createParser(line.substring(Blanks.leading(line)))) {
            return readObject(parser, members);
        } catch (StreamConstraintsException beyond) {
            return "Too deep, or a name or number that is too long.";
        } catch (IOException notJson) {
            return "Not a JSON object, or one with a name twice.";
        }
    }

    /** Texts, whole numbers and what is true of the object itself and of {@link #OPEN}; others are checked and passed over. */
    private static @Nullable String readObject(JsonParser parser, Map<String, Object> members) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return "A line is one JSON object.";
        }
        if (!readMembers(parser, members, true)) {
            return "Too many members.";
        }
        return parser.nextToken() == null ? null : "Something follows the object.";
    }

    /** Reads up to the end of the object; false if it has too many members. */
    private static boolean readMembers(JsonParser parser, Map<String, Object> members, boolean outer)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (members.size() == MAX_MEMBERS) {
                return false;
            }
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                members.put(name, parser.getText());
            } else if (value == JsonToken.VALUE_NUMBER_INT
                    && parser.getTextLength() <= MAX_WHOLE_CHARS
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                members.put(name, parser.getLongValue());
            } else if (value == JsonToken.VALUE_TRUE) {
                members.put(name, true);
            } else if (value == JsonToken.START_OBJECT && outer && name.equals(OPEN)) {
                Inner inner = new Inner(new HashMap<>());
                members.put(name, inner);
                if (!readMembers(parser, inner.members(), false)) {
                    return false;
                }
            } else {
                // Something that no member of the protocol is: whoever wants it finds that it is no text and no number.
                members.put(name, JsonCommandParser.OTHER);
                parser.skipChildren();
            }
        }
        return true;
    }
}
