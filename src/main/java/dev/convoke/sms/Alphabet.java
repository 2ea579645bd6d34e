package dev.convoke.sms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The alphabets that a short message comes in (SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4). Any thread. */
public enum Alphabet {
    /** The GSM 7 bit default alphabet, one septet per octet. */
    GSM7,
    /** The same with its septets packed, eight in seven octets (3GPP TS 23.038 §6.1.2.1.1). */
    GSM7_PACKED,
    /** IA5, which is US-ASCII. */
    ASCII,
    /** ISO 8859-1. */
    LATIN1,
    /** ISO 8859-5. */
    CYRILLIC,
    /** ISO 8859-8. */
    HEBREW,
    /** UCS-2, big-endian; surrogate pairs are understood, as every phone sends them today. */
    UCS2,
    /** Eight-bit data that no standard explains, and no text of a person's; what a program says in it is read as UTF-8 where it
     * is, else as ISO 8859-1. */
    OCTETS,
    /** Compressed text, pictograms, and what the standards reserve: nothing that we can read. */
    UNREADABLE;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * The alphabet that a {@code data_coding} octet names: the general, automatic deletion, message waiting and message class
     * groups of 3GPP TS 23.038 §4, and below 16 the values of SMPP 3.4 §5.2.19, which take the place of the first sixteen.
     * A link that packs the septets of 0 packs them in every group.
     *
     * @param dataCoding the octet, only its low eight bits count
     * @param zero what 0, "SMSC default alphabet", means at this link
     */
    public static Alphabet of(int dataCoding, Alphabet zero) {
        int octet = dataCoding & 0xFF;
        Alphabet named = octet < 0x10 ? ofSmpp(octet, zero) : ofGroup(octet);
        return named == GSM7 && zero == GSM7_PACKED ? GSM7_PACKED : named;
    }

    private static Alphabet ofGroup(int octet) {
        return switch (octet >> 4) {
            case 0xC, 0xD -> GSM7;
            case 0xE -> UCS2;
            case 0xF -> (octet & 0x04) == 0 ? GSM7 : OCTETS;
            default -> octet < 0x80 ? ofGeneralGroup(octet) : UNREADABLE;
        };
    }

    private static Alphabet ofSmpp(int octet, Alphabet zero) {
        return switch (octet) {
            case 0x00 -> zero;
            case 0x01 -> ASCII;
            case 0x02, 0x04 -> OCTETS;
            case 0x03 -> LATIN1;
            case 0x06 -> CYRILLIC;
            case 0x07 -> HEBREW;
            case 0x08 -> UCS2;
            default -> UNREADABLE;
        };
    }

    /** Bits of {@code 0xCC aa mm}: bit 5 compressed, bits 3 and 2 the alphabet. */
    private static Alphabet ofGeneralGroup(int octet) {
        if ((octet & 0x20) != 0) {
            return UNREADABLE;
        }
        return switch ((octet >> 2) & 0x03) {
            case 0 -> GSM7;
            case 1 -> OCTETS;
            case 2 -> UCS2;
            default -> UNREADABLE;
        };
    }

    /**
     * Decodes octets without a user data header. What the alphabet cannot explain becomes the replacement character.
     *
     * @return the text; empty only for {@link #UNREADABLE}
     */
    public Optional<String> decode(byte[] octets) {
        return switch (this) {
            case GSM7 -> Optional.of(Gsm7.decode(octets));
            case GSM7_PACKED -> Optional.of(Gsm7.decode(Gsm7.unpack(octets, 0)));
            case ASCII -> Optional.of(new String(octets, StandardCharsets.US_ASCII));
            case LATIN1 -> Optional.of(new String(octets, StandardCharsets.ISO_8859_1));
            case CYRILLIC -> Optional.of(new String(octets, isoOrLatin1("ISO-8859-5")));
            case HEBREW -> Optional.of(new String(octets, isoOrLatin1("ISO-8859-8")));
            case UCS2 -> Optional.of(decodeUcs2(octets));
            case OCTETS -> Optional.of(decodeOctets(octets));
            case UNREADABLE -> Optional.empty();
        };
    }

    /** A slim Java run-time may lack the charset; digits and ASCII letters, all that a dial-in needs, are the same in it. */
    private static Charset isoOrLatin1(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }

    private static String decodeUcs2(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_16BE);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String decodeOctets(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether this may stand for {@code data_coding} 0: {@link #GSM7}, {@link #GSM7_PACKED}, {@link #LATIN1}, {@link #ASCII}. */
    public boolean mayBeDefault() {
        return this == GSM7 || this == GSM7_PACKED || this == LATIN1 || this == ASCII;
    }

    /** Whether a text with this character can be sent in this default alphabet; the phone gets it in the GSM alphabet. */
    boolean holds(int codePoint) {
        boolean all = this == GSM7 || this == GSM7_PACKED;
        int limit = this == LATIN1 ? 0x100 : 0x80;
        return Gsm7.septets(codePoint) > 0 && (all || codePoint < limit);
    }

    /**
     * Encodes a text that this default alphabet {@link #holds}, or UCS-2.
     *
     * @param headerOctets how long the {@link UserDataHeader} is that the text will stand behind, 0 for none
     */
    byte[] encode(String text, int headerOctets) {
        return switch (this) {
            case GSM7 -> Gsm7.encode(text);
            case GSM7_PACKED -> Gsm7.pack(Gsm7.encode(text), headerOctets);
            case ASCII -> text.getBytes(StandardCharsets.US_ASCII);
            case LATIN1 -> text.getBytes(StandardCharsets.ISO_8859_1);
            case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
            default -> throw new IllegalStateException("nothing is sent in " + this);
        };
    }
}
