package dev.convoke.sms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * A text made ready to be sent: in the smallest alphabet that holds it, and in as many parts as it needs (3GPP TS 23.040
 * §9.2.3.24). A message has room for 140 octets, header included: 160 septets or 70 UCS-2 units without one, 153 or 67 in a
 * part of several, 152 or 66 with a port, 146 or 64 with both. No part begins in the middle of an escape pair or of a
 * surrogate pair.
 */
public final class SegmentedText {

    private static final int MESSAGE_OCTETS = 140;
    private static final int UCS2_DATA_CODING = 0x08;
    private static final int OCTETS_DATA_CODING = 0x04;
    private static final int PART_8_BIT = 0x00;
    private static final int PORTS_16_BIT = 0x05;
    private static final int LENGTH_OCTETS = 1;
    private static final int PART_ELEMENT_OCTETS = 5;
    private static final int PORTS_ELEMENT_OCTETS = 6;

    /** What a cut text ends with; the first is in every default alphabet. */
    private static final String DOTS = "...";

    private static final String ELLIPSIS = "\u2026";

    private final int dataCoding;
    private final List<byte[]> parts;
    private final boolean header;
    private final int messages;

    private SegmentedText(int dataCoding, List<byte[]> parts, boolean header, int messages) {
        this.dataCoding = dataCoding;
        this.parts = parts;
        this.header = header;
        this.messages = messages;
    }

    /**
     * How a text is to be sent.
     *
     * @param reference tells the parts of this text from those of others, its low eight bits count
     * @param maxParts how many messages it may take, 1 to 255
     * @param port the application port to put into the header, where there is one
     * @param whole leave the splitting to the message centre: one part, of any length
     */
    public record Shape(int reference, int maxParts, OptionalInt port, boolean whole) {

        /** In parts, to a person. */
        public static Shape parts(int reference, int maxParts) {
            return new Shape(reference, maxParts, OptionalInt.empty(), false);
        }

        /** The octets of the header of each message, its length included. */
        private int headerOctets(boolean several) {
            int elements = (several ? PART_ELEMENT_OCTETS : 0) + (port.isPresent() ? PORTS_ELEMENT_OCTETS : 0);
            return elements == 0 ? 0 : LENGTH_OCTETS + elements;
        }
    }

    /**
     * Encodes and splits a text to a person.
     *
     * @param text any text; a lone surrogate becomes the replacement character
     * @param zero what {@code data_coding} 0 means at the link: {@link Alphabet#mayBeDefault}
     * @return empty if the text needs more parts than that
     */
    public static Optional<SegmentedText> of(String text, Alphabet zero, int reference, int maxParts) {
        return of(text, zero, Shape.parts(reference, maxParts));
    }

    /**
     * Encodes and splits a text.
     *
     * @param text any text; a lone surrogate becomes the replacement character
     * @param zero what {@code data_coding} 0 means at the link: {@link Alphabet#mayBeDefault}
     * @return empty if the text needs more messages than its shape allows
     */
    public static Optional<SegmentedText> of(String text, Alphabet zero, Shape shape) {
        Alphabet alphabet = smallest(text, zero);
        List<String> pieces = split(text, alphabet, shape);
        if (pieces.size() > shape.maxParts()) {
            return Optional.empty();
        }
        List<String> sent = shape.whole() ? List.of(text) : pieces;
        int octets = shape.headerOctets(sent.size() > 1);
        List<byte[]> parts = new ArrayList<>();
        for (String piece : sent) {
            parts.add(part(alphabet.encode(piece, octets), octets, shape, sent.size(), parts.size() + 1));
        }
        int dataCoding = alphabet == Alphabet.UCS2 ? UCS2_DATA_CODING : 0;
        return Optional.of(new SegmentedText(dataCoding, List.copyOf(parts), octets > 0, pieces.size()));
    }

    /**
     * Splits octets that a program reads: 8-bit data (SMPP 3.4 §5.2.19), which no message centre converts.
     *
     * @return empty if they need more messages than their shape allows
     */
    public static Optional<SegmentedText> data(byte[] data, Shape shape) {
        boolean several = data.length > MESSAGE_OCTETS - shape.headerOctets(false);
        int perMessage = MESSAGE_OCTETS - shape.headerOctets(several);
        int messages = several ? (data.length + perMessage - 1) / perMessage : 1;
        if (messages > shape.maxParts()) {
            return Optional.empty();
        }
        int total = shape.whole() ? 1 : messages;
        int octets = shape.headerOctets(total > 1);
        List<byte[]> parts = new ArrayList<>();
        for (int part = 0; part < total; part++) {
            int end = total == 1 ? data.length : Math.min(data.length, (part + 1) * perMessage);
            parts.add(part(Arrays.copyOfRange(data, part * perMessage, end), octets, shape, total, part + 1));
        }
        return Optional.of(new SegmentedText(OCTETS_DATA_CODING, List.copyOf(parts), octets > 0, messages));
    }

    /**
     * Encodes and splits a text, of which as much is sent as its shape allows; what is cut off is three dots at its end. For
     * texts to people: half of a text that a program reads is worse than none.
     */
    public static SegmentedText cut(String text, Alphabet zero, Shape shape) {
        return of(text, zero, shape)
                .or(() -> of(shortened(text, zero, shape), zero, shape))
                .orElseThrow();
    }

    private static String shortened(String text, Alphabet zero, Shape shape) {
        Alphabet alphabet = smallest(text, zero);
        String dots = alphabet == Alphabet.UCS2 ? ELLIPSIS : DOTS;
        List<String> pieces = split(text, alphabet, shape).subList(0, shape.maxParts());
        String last = pieces.get(pieces.size() - 1);
        int end = last.length();
        int room = units(last, alphabet) - dots.length();
        while (units(last.substring(0, end), alphabet) > room) {
            end = last.offsetByCodePoints(end, -1);
        }
        return String.join("", pieces.subList(0, pieces.size() - 1)) + last.substring(0, end) + dots;
    }

    private static Alphabet smallest(String text, Alphabet zero) {
        return text.codePoints().allMatch(zero::holds) ? zero : Alphabet.UCS2;
    }

    private static int units(String text, Alphabet alphabet) {
        return text.codePoints().map(unitsIn(alphabet)).sum();
    }

    /** Phones get the GSM alphabet, whatever default alphabet the link has: septets count, not octets. */
    private static IntUnaryOperator unitsIn(Alphabet alphabet) {
        return alphabet == Alphabet.UCS2 ? Character::charCount : Gsm7::septets;
    }

    private static int unitsAsLast(String text, Alphabet alphabet) {
        int last = text.isEmpty() ? 0 : text.offsetByCodePoints(text.length(), -1);
        return units(text.substring(0, last), alphabet)
                + text.substring(last).codePoints().map(unitsAsLastIn(alphabet)).sum();
    }

    /** What readers may take for filling at the end of a full message has a septet behind it: see {@link Gsm7#pack}. */
    private static IntUnaryOperator unitsAsLastIn(Alphabet alphabet) {
        IntUnaryOperator units = unitsIn(alphabet);
        return alphabet == Alphabet.GSM7_PACKED
                ? codePoint -> units.applyAsInt(codePoint) + (Gsm7.mayBeDropped(codePoint) ? 1 : 0)
                : units;
    }

    private static int room(Alphabet alphabet, int headerOctets) {
        int octets = MESSAGE_OCTETS - headerOctets;
        return alphabet == Alphabet.UCS2 ? octets / 2 : octets * 8 / 7;
    }

    private static List<String> split(String text, Alphabet alphabet, Shape shape) {
        if (unitsAsLast(text, alphabet) <= room(alphabet, shape.headerOctets(false))) {
            return List.of(text);
        }
        IntUnaryOperator units = unitsIn(alphabet);
        IntUnaryOperator unitsAsLast = unitsAsLastIn(alphabet);
        int perPart = room(alphabet, shape.headerOctets(true));
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int held = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (held + unitsAsLast.applyAsInt(codePoint) > perPart) {
                pieces.add(text.substring(start, at));
                start = at;
                held = 0;
            }
            held += units.applyAsInt(codePoint);
            at += Character.charCount(codePoint);
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    /**
     * The octets of one part: {@code UDHL | 05 04 destination originator | 00 03 reference total number | text}, each element
     * only where it is needed. The originator port is the same: whoever answers, answers to the application.
     */
    private static byte[] part(byte[] text, int headerOctets, Shape shape, int total, int number) {
        byte[] octets = new byte[headerOctets + text.length];
        int at = 0;
        if (headerOctets > 0) {
            octets[at++] = (byte) (headerOctets - LENGTH_OCTETS);
        }
        if (shape.port().isPresent()) {
            int port = shape.port().getAsInt();
            octets[at++] = PORTS_16_BIT;
            octets[at++] = 4;
            for (int i = 0; i < 2; i++) {
                octets[at++] = (byte) (port >> 8);
                octets[at++] = (byte) port;
            }
        }
        if (total > 1) {
            octets[at++] = PART_8_BIT;
            octets[at++] = 3;
            octets[at++] = (byte) shape.reference();
            octets[at++] = (byte) total;
            octets[at++] = (byte) number;
        }
        System.arraycopy(text, 0, octets, at, text.length);
        return octets;
    }

    /** The {@code data_coding} of every part: 0, 8, or 4 for data. */
    public int dataCoding() {
        return dataCoding;
    }

    /** Whether each part begins with a {@link UserDataHeader}. */
    public boolean hasHeader() {
        return header;
    }

    /** How many parts are to be sent. */
    public int count() {
        return parts.size();
    }

    /** How many messages the phone gets, which is what is paid for: {@link #count} unless the message centre splits. */
    public int messages() {
        return messages;
    }

    /** The octets of a part, header included; 0 is the first. */
    public byte[] part(int index) {
        return parts.get(index).clone();
    }
}
