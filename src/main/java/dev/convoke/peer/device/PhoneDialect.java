package dev.convoke.peer.device;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What the phones of a {@link PhoneBank} speak: {@code schema/line.abnf} or {@code schema/session.schema.json}. */
public enum PhoneDialect {
    /** Lines, as a person types and reads them. */
    LINE("", "", "\n", "* Welcome to", "! "),
    /** A JSON object a line, as a program does. */
    JSON(
            "{\"type\":\"hello\",\"protocol\":1}\n",
            "{\"type\":\"say\",\"text\":\"",
            "\"}\n",
            "{\"type\":\"welcome\"",
            "{\"type\":\"error\""),
    /** The same in text frames, as a browser does that has a code (RFC 6455 section 5). */
    FRAMES(
            "{\"type\":\"hello\",\"protocol\":1,\"code\":\"any\"}",
            "{\"type\":\"say\",\"text\":\"",
            "\"}\n",
            "{\"type\":\"welcome\"",
            "{\"type\":\"error\"");

    private static final String PING = "{\"type\":\"ping\"";

    /** A whole text frame; it begins no line of JSON. */
    private static final byte TEXT_FRAME = (byte) 0x81;

    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_TWO = 126;
    private static final int LENGTH_IN_EIGHT = 127;

    /** What stands at most before what is said: two octets, a length in two, and a mask of zeros, which changes nothing. */
    private static final int SAID_HEADER_OCTETS = 8;

    private final String hello;
    private final String before;
    private final String after;
    private final String welcome;
    private final String refusal;

    PhoneDialect(String hello, String before, String after, String welcome, String refusal) {
        this.hello = hello;
        this.before = before;
        this.after = after;
        this.welcome = welcome;
        this.refusal = refusal;
    }

    /** What the phone says first; may be nothing. */
    String hello() {
        return hello;
    }

    /** How many octets a line takes at most that says a text of so many. */
    int lineOctets(int textOctets) {
        return (this == FRAMES ? SAID_HEADER_OCTETS : 0) + saidOctets(textOctets);
    }

    private int saidOctets(int textOctets) {
        return before.length() + textOctets + after.length();
    }

    /** Puts what stands before so many octets of this dialect. */
    void begin(ByteBuffer out, int octets) {
        if (this != FRAMES) {
            return;
        }
        out.put(TEXT_FRAME);
        if (octets < LENGTH_IN_TWO) {
            out.put((byte) (MASKED | octets));
        } else {
            out.put((byte) (MASKED | LENGTH_IN_TWO)).putShort((short) octets);
        }
        out.putInt(0);
    }

    /**
     * Where a line begins that a frame's header may stand before; -1 if not all of the header is there.
     *
     * @param end where what was heard ends
     */
    int lineStart(ByteBuffer heard, int start, int end) {
        if (this != FRAMES || start == end || heard.get(start) != TEXT_FRAME) {
            return start;
        }
        int length = start + 1 == end ? LENGTH_IN_EIGHT : heard.get(start + 1);
        int header = length == LENGTH_IN_EIGHT ? 2 + Long.BYTES : length == LENGTH_IN_TWO ? 2 + Short.BYTES : 2;
        return start + header > end ? -1 : start + header;
    }

    /** Appends such a line. */
    void say(ByteBuffer out, int textOctets, int sender, int number) {
        begin(out, saidOctets(textOctets));
        put(out, before);
        NumberedText.write(out, textOctets, sender, number);
        put(out, after);
    }

    private static void put(ByteBuffer out, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            out.put((byte) ascii.charAt(i));
        }
    }

    /** How many octets stand between the end of a heard text and the LF of its line; the same as in what is said. */
    int octetsAfterText() {
        return after.length() - 1;
    }

    /** Whether the line tells the phone that it is in the room. */
    boolean isWelcome(String line) {
        return line.startsWith(welcome);
    }

    /** Whether the line tells the phone that something was not done. */
    boolean isRefusal(String line) {
        return line.startsWith(refusal);
    }

    /** What the phone must say to that line so as not to be taken for lost. */
    Optional<String> reply(String line) {
        return this != LINE && line.startsWith(PING)
                ? Optional.of(line.replace(":\"ping\"", ":\"pong\"") + "\n")
                : Optional.empty();
    }
}
