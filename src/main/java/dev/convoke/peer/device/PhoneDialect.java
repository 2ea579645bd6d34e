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
            "{\"type\":\"error\"");

    private static final String PING = "{\"type\":\"ping\"";

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

    /** How many octets a line takes that says a text of so many. */
    int lineOctets(int textOctets) {
        return before.length() + textOctets + after.length();
    }

    /** Appends such a line. */
    void say(ByteBuffer out, int textOctets, int sender, int number) {
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
        return this == JSON && line.startsWith(PING)
                ? Optional.of(line.replace(":\"ping\"", ":\"pong\"") + "\n")
                : Optional.empty();
    }
}
