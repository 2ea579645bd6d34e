package dev.convoke.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON (RFC 8259) into a buffer, member by member, without anything between. Names are constants of ours and need no
 * escaping; every text is taken for a stranger's.
 */
public final class JsonLineWriter {

    /** A sign, nineteen digits. */
    static final int MAX_NUMBER_OCTETS = 20;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuf out;
    private boolean first = true;

    /** Writes behind what the buffer has already. */
    public JsonLineWriter(ByteBuf out) {
        this.out = out;
    }

    /** Opens an object. */
    public JsonLineWriter open() {
        out.writeByte('{');
        first = true;
        return this;
    }

    /** Closes an object. */
    public JsonLineWriter close() {
        out.writeByte('}');
        first = false;
        return this;
    }

    /** Closes the object that a line is. */
    public void endLine() {
        close();
        out.writeByte('\n');
    }

    /** A member whose value is a text. */
    public JsonLineWriter member(String name, String text) {
        name(name);
        string(out, text);
        return this;
    }

    /** A member whose value is a number. */
    public JsonLineWriter member(String name, long number) {
        name(name);
        number(number);
        return this;
    }

    /** A member whose value is true or false. */
    public JsonLineWriter member(String name, boolean value) {
        name(name);
        ascii(Boolean.toString(value));
        return this;
    }

    /** A member whose value is a text that holds nothing to be escaped and nothing beyond ASCII. */
    public JsonLineWriter plain(String name, String text) {
        name(name);
        out.writeByte('"');
        ascii(text);
        out.writeByte('"');
        return this;
    }

    /** A member whose value is an object; its members follow, then {@link #close}. */
    public JsonLineWriter object(String name) {
        name(name);
        return open();
    }

    /** A member whose value is an array: {@code writer} writes it, each element after {@link #element}. */
    public JsonLineWriter array(String name, Runnable writer) {
        name(name);
        out.writeByte('[');
        first = true;
        writer.run();
        out.writeByte(']');
        first = false;
        return this;
    }

    /** Comes before each element of an array. */
    public JsonLineWriter element() {
        comma();
        return this;
    }

    /** An element that is a text. */
    public void textElement(String text) {
        comma();
        string(out, text);
    }

    private void name(String name) {
        comma();
        out.writeByte('"');
        ascii(name);
        out.writeByte('"').writeByte(':');
    }

    private void comma() {
        if (!first) {
            out.writeByte(',');
        }
        first = false;
    }

    private void ascii(String text) {
        ByteBufUtil.writeAscii(out, text);
    }

    private void number(long number) {
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        long unit = 1;
        while (number / unit >= 10) {
            unit *= 10;
        }
        for (long rest = number; unit > 0; unit /= 10) {
            out.writeByte((int) ('0' + rest / unit % 10));
        }
    }

    /** How many octets a text takes at most, without its quotes. */
    public static int octets(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                octets += 6;
            } else if (c < 0x80) {
                octets += c == '"' || c == '\\' ? 2 : 1;
            } else {
                octets += c < 0x800 ? 2 : 3;
            }
        }
        return octets;
    }

    private static void string(ByteBuf out, String text) {
        out.writeByte('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                plain(out, text, from, i);
                escaped(out, c);
                from = i + 1;
            }
        }
        plain(out, text, from, text.length());
        out.writeByte('"');
    }

    /** Reserves what it takes and no more: a chunk of the log has room for the line, not for three octets per character. */
    private static void plain(ByteBuf out, String text, int from, int to) {
        ByteBufUtil.reserveAndWriteUtf8(out, text, from, to, ByteBufUtil.utf8Bytes(text, from, to));
    }

    private static void escaped(ByteBuf out, char c) {
        out.writeByte('\\');
        if (c == '\n') {
            out.writeByte('n');
        } else if (c < ' ') {
            out.writeByte('u')
                    .writeByte('0')
                    .writeByte('0')
                    .writeByte(HEX[c >> 4])
                    .writeByte(HEX[c & 0xf]);
        } else {
            out.writeByte(c);
        }
    }
}
