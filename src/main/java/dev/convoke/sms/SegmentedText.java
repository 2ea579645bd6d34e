package dev.convoke.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A text made ready to be sent: in the smallest alphabet that holds it, and in as many parts as it needs (3GPP TS 23.040
 * §9.2.3.24.1). One message holds 160 septets or 70 UCS-2 units, a part of several 153 or 67; no part begins in the middle of
 * an escape pair or of a surrogate pair.
 */
public final class SegmentedText {

    private static final int GSM_SINGLE_SEPTETS = 160;
    private static final int GSM_PART_SEPTETS = 153;
    private static final int UCS2_SINGLE_UNITS = 70;
    private static final int UCS2_PART_UNITS = 67;
    private static final int UCS2_DATA_CODING = 0x08;
    private static final int HEADER_OCTETS = 6;

    private final int dataCoding;
    private final List<byte[]> parts;

    private SegmentedText(int dataCoding, List<byte[]> parts) {
        this.dataCoding = dataCoding;
        this.parts = parts;
    }

    /**
     * Encodes and splits a text.
     *
     * @param text any text; a lone surrogate becomes the replacement character
     * @param zero what {@code data_coding} 0 means at the link: {@link Alphabet#mayBeDefault}
     * @param reference tells the parts of this text from those of others, its low eight bits count
     * @param maxParts 1 to 255
     * @return empty if the text needs more parts than that
     */
    public static Optional<SegmentedText> of(String text, Alphabet zero, int reference, int maxParts) {
        boolean small = text.codePoints().allMatch(zero::holds);
        List<String> pieces = small
                ? split(text, Gsm7::septets, GSM_SINGLE_SEPTETS, GSM_PART_SEPTETS)
                : split(text, Character::charCount, UCS2_SINGLE_UNITS, UCS2_PART_UNITS);
        if (pieces.size() > maxParts) {
            return Optional.empty();
        }
        Alphabet alphabet = small ? zero : Alphabet.UCS2;
        List<byte[]> parts = new ArrayList<>();
        for (String piece : pieces) {
            byte[] octets = alphabet.encode(piece);
            parts.add(pieces.size() == 1 ? octets : withHeader(octets, reference, pieces.size(), parts.size() + 1));
        }
        return Optional.of(new SegmentedText(small ? 0 : UCS2_DATA_CODING, List.copyOf(parts)));
    }

    private static List<String> split(String text, IntUnaryOperator units, int single, int perPart) {
        if (text.codePoints().map(units).sum() <= single) {
            return List.of(text);
        }
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int held = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (held + units.applyAsInt(codePoint) > perPart) {
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

    private static byte[] withHeader(byte[] text, int reference, int total, int number) {
        byte[] octets = new byte[HEADER_OCTETS + text.length];
        octets[0] = HEADER_OCTETS - 1;
        octets[2] = 3;
        octets[3] = (byte) reference;
        octets[4] = (byte) total;
        octets[5] = (byte) number;
        System.arraycopy(text, 0, octets, HEADER_OCTETS, text.length);
        return octets;
    }

    /** The {@code data_coding} of every part: 0 or 8. */
    public int dataCoding() {
        return dataCoding;
    }

    /** Whether each part begins with a {@link UserDataHeader}. */
    public boolean hasHeader() {
        return parts.size() > 1;
    }

    /** How many messages the text takes. */
    public int count() {
        return parts.size();
    }

    /** The octets of a part, header included; 0 is the first. */
    public byte[] part(int index) {
        return parts.get(index).clone();
    }
}
