package dev.convoke.session;

import dev.convoke.session.JsonRequest.Unreadable;
import dev.convoke.session.JsonRequest.Wanted;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that a device sent, as the command that they make. Members that the protocol does not have are
 * passed over, so that a newer device can talk to an older server.
 */
final class JsonCommandParser {

    /** Stands for a value that is no text and no whole number. */
    static final Object OTHER = new Object();

    /** The largest payload of {@code data}. */
    static final int MAX_DATA_OCTETS = 32 << 10;

    static final int MAX_ID_CHARS = 64;

    /** So many people a {@code who} tells of at most. */
    private static final int MAX_WHO = 1_000;

    private static final int MAX_SHOWN_CHARS = 20;
    private static final int MAX_NAME_CHARS = 64;
    private static final int MAX_CONTENT_TYPE_CHARS = 127;

    /** Longer than any name may be, so that one that is too long is refused as a name. */
    private static final int MAX_SPEECH_NAME_CHARS = 256;

    /** A media type (RFC 6838 section 4.2) with plain parameters. */
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(?:; ?[\\w.+-]+=[\\w.+-]+)*+");

    private final Map<String, Object> members;

    /** What is wrong first; null while nothing is. */
    private @Nullable String wrong;

    private JsonProblem problem = JsonProblem.INVALID;

    private JsonCommandParser(Map<String, Object> members) {
        this.members = members;
    }

    /** The command that these members make, or why they make none. */
    static JsonRequest request(Map<String, Object> members) {
        JsonCommandParser reader = new JsonCommandParser(members);
        Optional<String> id = reader.shortText("id", MAX_ID_CHARS).filter(reader::isWhole);
        @Nullable JsonCommand command = reader.wrong == null ? reader.command() : null;
        if (reader.wrong != null || command == null) {
            return new Unreadable(id, reader.problem, String.valueOf(reader.wrong));
        }
        return new Wanted(id, command);
    }

    /** The id of an object that may be none of the protocol; empty if there is none that can be sent back as it is. */
    static Optional<String> id(Map<String, Object> members) {
        JsonCommandParser reader = new JsonCommandParser(members);
        return reader.shortText("id", MAX_ID_CHARS).filter(reader::isWhole);
    }

    /** Whether there is a command of that type. */
    static boolean isType(String type) {
        JsonCommandParser reader = new JsonCommandParser(Map.of("type", type));
        var unused = reader.command();
        return !type.isEmpty() && type.length() <= MAX_NAME_CHARS && reader.problem != JsonProblem.UNKNOWN_TYPE;
    }

    /** Half a character cannot be sent back in UTF-8. */
    private boolean isWhole(String id) {
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(id);
        if (!whole) {
            fail("\"id\" has half a character in it.");
        }
        return whole;
    }

    private @Nullable JsonCommand command() {
        String type = shortText("type", MAX_NAME_CHARS).orElse("");
        return switch (type) {
            case "hello" -> hello();
            case "look" -> new JsonCommand.Look(required("code", MAX_NAME_CHARS));
            case "pong" -> new JsonCommand.Pong();
            case "say" -> new JsonCommand.Say(speech("text"));
            case "me" -> new JsonCommand.Me(speech("text"));
            case "data" -> data();
            case "command" -> run();
            case "who" ->
                new JsonCommand.Who(
                        count("from", 0, Integer.MAX_VALUE), count("limit", JsonCommand.Who.USUAL, MAX_WHO));
            case "resume" -> new JsonCommand.Resume(required("meeting", MAX_NAME_CHARS), number("seq"));
            case "answer" -> answer();
            case "leave" -> new JsonCommand.Leave();
            default -> unknown(type);
        };
    }

    private JsonCommand hello() {
        long protocol = number("protocol");
        Optional<String> code = shortText("code", MAX_NAME_CHARS);
        Optional<JsonCommandParser> open = code.isPresent() ? Optional.empty() : inner("open");
        if (code.isEmpty() && open.isEmpty() && value("nick").isEmpty()) {
            return new JsonCommand.Hello(protocol);
        }
        Optional<String> room = open.map(within -> within.required("room", MAX_NAME_CHARS));
        Optional<String> pin = open.flatMap(within -> within.shortText("pin", MAX_NAME_CHARS));
        open.ifPresent(within -> wrong = wrong == null ? within.wrong : wrong);
        JsonCommand.Proof proof = new JsonCommand.Proof(
                code,
                room,
                pin,
                shortText("session", MAX_NAME_CHARS),
                shortText("nick", MAX_SPEECH_NAME_CHARS),
                shortText("resume", MAX_NAME_CHARS),
                open.isPresent() && flag("port"));
        return new JsonCommand.Hello(protocol, Optional.of(proof));
    }

    /** The members of a member that is an object. */
    private Optional<JsonCommandParser> inner(String name) {
        return value(name).flatMap(value -> {
            if (value instanceof JsonReader.Inner object) {
                return Optional.of(new JsonCommandParser(object.members()));
            }
            fail("\"" + name + "\" must be an object.");
            return Optional.empty();
        });
    }

    private @Nullable JsonCommand unknown(String type) {
        if (wrong == null && type.isEmpty()) {
            fail("\"type\" is missing.");
        } else if (wrong == null) {
            problem = JsonProblem.UNKNOWN_TYPE;
            String shown = LineText.clean(type).text();
            fail("There is no type \""
                    + (shown.length() > MAX_SHOWN_CHARS ? shown.substring(0, MAX_SHOWN_CHARS) + "…" : shown) + "\".");
        }
        return null;
    }

    private JsonCommand run() {
        String name = clean(required("name", MAX_NAME_CHARS)).strip();
        if (wrong == null && name.isEmpty()) {
            fail("\"name\" is empty.");
        }
        return new JsonCommand.Run(
                name, LineText.cleanLines(text("argument").orElse("")).strip());
    }

    private JsonCommand answer() {
        Optional<String> number = shortText("number", MAX_NAME_CHARS);
        Optional<String> pin = shortText("pin", MAX_NAME_CHARS);
        if (wrong == null && number.isEmpty() && pin.isEmpty()) {
            fail("\"number\" or \"pin\" is missing.");
        }
        return new JsonCommand.Answer(number, pin);
    }

    private JsonCommand data() {
        String type = required("content-type", MAX_CONTENT_TYPE_CHARS);
        if (wrong == null && !CONTENT_TYPE.matcher(type).matches()) {
            fail("\"content-type\" is no media type.");
        }
        String payload = value("payload").map(Object::toString).orElse("");
        if (wrong == null && !(members.get("payload") instanceof String)) {
            fail("\"payload\" must be a text.");
        }
        int octets = octetsOf(payload);
        if (wrong == null && octets < 0) {
            fail("\"payload\" must be base64 with its padding.");
        } else if (wrong == null && octets > MAX_DATA_OCTETS) {
            problem = JsonProblem.TOO_LONG;
            fail("\"payload\" holds more than " + MAX_DATA_OCTETS + " octets.");
        }
        return new JsonCommand.Data(type, payload, octets);
    }

    /** The size of what a text in base64 (RFC 4648 section 4) stands for; negative if it is none. */
    static int octetsOf(String base64) {
        int chars = base64.length();
        if (chars % 4 != 0) {
            return -1;
        }
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        int last = 0;
        for (int i = 0; i < chars - padding; i++) {
            last = sextet(base64.charAt(i));
            if (last < 0) {
                return -1;
            }
        }
        // The bits that stand for nothing are zero, so that there is one text for each payload.
        boolean stray = (padding == 2 && (last & 0xf) != 0) || (padding == 1 && (last & 0x3) != 0);
        return stray ? -1 : chars / 4 * 3 - padding;
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    /** A text that people will read. */
    private String speech(String name) {
        String said = LineText.cleanLines(text(name).orElse(""));
        if (wrong == null && said.isBlank()) {
            fail("\"" + name + "\" is missing or empty.");
        }
        return said;
    }

    /** One line, without what must not reach a terminal. */
    private static String clean(String text) {
        return LineText.clean(text.replace('\n', ' ')).text();
    }

    private Optional<String> text(String name) {
        Optional<Object> value = value(name);
        if (value.isPresent() && !(value.get() instanceof String)) {
            fail("\"" + name + "\" must be a text.");
            return Optional.empty();
        }
        Optional<String> text = value.map(String.class::cast);
        if (text.isPresent() && ByteBufUtil.utf8Bytes(text.get()) > Session.MAX_LINE_OCTETS) {
            problem = wrong == null ? JsonProblem.TOO_LONG : problem;
            fail("\"" + name + "\" is longer than " + Session.MAX_LINE_OCTETS + " bytes.");
        }
        return text;
    }

    private Optional<String> shortText(String name, int maxChars) {
        Optional<String> text = text(name);
        if (text.isPresent() && text.get().length() > maxChars) {
            fail("\"" + name + "\" is longer than " + maxChars + " characters.");
            return Optional.empty();
        }
        return text;
    }

    private String required(String name, int maxChars) {
        Optional<String> text = shortText(name, maxChars);
        if (text.isEmpty()) {
            fail("\"" + name + "\" is missing.");
        }
        return text.orElse("");
    }

    private long number(String name) {
        Optional<Object> value = value(name);
        if (value.isPresent() && value.get() instanceof Long number && number >= 0) {
            return number;
        }
        fail("\"" + name + "\" must be a whole number, not negative.");
        return 0;
    }

    /** A whole number that need not be there. */
    private int count(String name, int otherwise, int max) {
        return value(name).isEmpty() ? otherwise : (int) Math.min(max, number(name));
    }

    /** {@code true}, if it is there. */
    private boolean flag(String name) {
        return value(name).filter(Boolean.TRUE::equals).isPresent();
    }

    private Optional<Object> value(String name) {
        return Optional.ofNullable(members.get(name));
    }

    private void fail(String why) {
        if (wrong == null) {
            wrong = why;
        }
    }
}
