package dev.convoke.sms;

import java.util.Arrays;

/**
 * The GSM 7 bit default alphabet with its extension table (3GPP TS 23.038 §6.2.1), one septet per octet as SMPP carries it
 * with {@code data_coding} 0. Immutable tables; any thread.
 *
 * <p>Decoding is total: whatever the octets are, a text comes out. An escape at the end, or before another escape, is a
 * space; an escape before a septet that the extension table does not know is ignored, so the septet stands for itself
 * (§6.2.1.1); an octet above 127 is the replacement character.
 */
public final class Gsm7 {

    private static final int ESCAPE = 0x1B;
    private static final byte RETURN = 0x0D;
    private static final int SEPTETS = 128;
    private static final char REPLACEMENT = '\uFFFD';

    /** Septets 0 to 127; the escape stands as a space here. */
    private static final String DEFAULT_TABLE = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ"
            + " !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** The extension table: characters, and at the same place the septet that follows the escape. */
    private static final String EXTENSION_CHARS = "\f^{}\\[~]|€";

    private static final byte[] EXTENSION_SEPTETS = {0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};

    private static final int MAX_CHAR = '€';
    private static final short NONE = -1;
    private static final short EXTENDED = 0x100;

    /** By character: the septet, plus {@link #EXTENDED} if an escape goes before it, or {@link #NONE}. */
    private static final short[] SEPTET_OF = septetTable();

    /** By the septet after an escape: the character, or 0. */
    private static final char[] EXTENSION_OF = extensionTable();

    private Gsm7() {}

    private static short[] septetTable() {
        short[] table = new short[MAX_CHAR + 1];
        Arrays.fill(table, NONE);
        for (int septet = 0; septet < SEPTETS; septet++) {
            if (septet != ESCAPE) {
                table[DEFAULT_TABLE.charAt(septet)] = (short) septet;
            }
        }
        for (int i = 0; i < EXTENSION_SEPTETS.length; i++) {
            table[EXTENSION_CHARS.charAt(i)] = (short) (EXTENDED + EXTENSION_SEPTETS[i]);
        }
        return table;
    }

    private static char[] extensionTable() {
        char[] table = new char[SEPTETS];
        for (int i = 0; i < EXTENSION_SEPTETS.length; i++) {
            table[EXTENSION_SEPTETS[i]] = EXTENSION_CHARS.charAt(i);
        }
        return table;
    }

    /** How many septets the character takes: 1, 2 with its escape, or 0 if the alphabet does not have it. */
    public static int septets(int codePoint) {
        if (codePoint > MAX_CHAR || SEPTET_OF[codePoint] == NONE) {
            return 0;
        }
        return SEPTET_OF[codePoint] < EXTENDED ? 1 : 2;
    }

    /** Whether every character of the text is in the alphabet. */
    public static boolean holds(String text) {
        return text.chars().allMatch(character -> septets(character) > 0);
    }

    /**
     * Encodes a text, one octet per septet.
     *
     * @throws IllegalArgumentException if the alphabet does not {@link #holds hold} the text
     */
    public static byte[] encode(String text) {
        byte[] octets = new byte[2 * text.length()];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int septets = septets(text.charAt(i));
            if (septets == 0) {
                throw new IllegalArgumentException("character " + i + " is not in the GSM 7 bit alphabet");
            }
            if (septets == 2) {
                octets[at++] = ESCAPE;
            }
            octets[at++] = (byte) (SEPTET_OF[text.charAt(i)] & (SEPTETS - 1));
        }
        return Arrays.copyOf(octets, at);
    }

    /**
     * Packs septets, eight in seven octets (3GPP TS 23.038 §6.1.2.1.1): the first in the low seven bits of the first octet, and so
     * on. How many septets there are is not said, as SMPP counts octets only, and where seven bits are left over they would read
     * as an {@code @}. So they are a carriage return there, which readers drop; and a text that itself ends at the end of an octet
     * in what may be dropped is followed by one (§6.1.2.3.1, which has the same trouble and this way out, for USSD).
     *
     * @param septets one octet each
     * @param headerOctets how long the header before it is; see {@link #unpack}
     */
    static byte[] pack(byte[] septets, int headerOctets) {
        int filling = filling(headerOctets);
        byte[] closed = closed(septets, filling);
        byte[] octets = new byte[closed.length == 0 ? 0 : (filling + 7 * closed.length + 7) / 8];
        for (int i = 0; i < closed.length; i++) {
            int bit = filling + 7 * i;
            int two = closed[i] << bit % 8;
            octets[bit / 8] |= (byte) two;
            if (two > 0xFF) {
                octets[bit / 8 + 1] |= (byte) (two >> 8);
            }
        }
        return octets;
    }

    private static byte[] closed(byte[] septets, int filling) {
        if (septets.length == 0) {
            return septets;
        }
        int inLastOctet = (filling + 7 * septets.length) % 8;
        boolean open = inLastOctet == 1 || (inLastOctet == 0 && mayBeDropped(septets[septets.length - 1]));
        if (!open) {
            return septets;
        }
        byte[] closed = Arrays.copyOf(septets, septets.length + 1);
        closed[septets.length] = RETURN;
        return closed;
    }

    /** Whether readers may take this septet for filling where it ends with the last octet. */
    private static boolean mayBeDropped(byte septet) {
        return septet == 0 || septet == RETURN;
    }

    /** The same for a character. */
    static boolean mayBeDropped(int codePoint) {
        return codePoint == '@' || codePoint == RETURN;
    }

    /** The bits between a header and the first septet, which begins at a multiple of seven bits (3GPP TS 23.040 §9.2.3.24). */
    private static int filling(int headerOctets) {
        return (7 - headerOctets * Byte.SIZE % 7) % 7;
    }

    /**
     * Unpacks septets, the reverse of {@link #pack}. Seven octets hold seven septets or eight: a carriage return or a 0 that ends
     * with the last octet is taken for filling, the second because many leave the bits empty, so that no text ends in an {@code @}
     * which nobody wrote. A carriage return that only protects such a septet is taken off; a carriage return is all that a text can
     * lose at its end to a sender who packs as we do.
     *
     * @param octets the packed text
     * @param headerOctets how long the header before it is: so many bits as reach the next multiple of seven are filling
     *     (3GPP TS 23.040 §9.2.3.24)
     * @return one octet per septet
     */
    static byte[] unpack(byte[] octets, int headerOctets) {
        int filling = filling(headerOctets);
        int septets = Math.max(0, octets.length * Byte.SIZE - filling) / 7;
        byte[] unpacked = new byte[septets];
        for (int i = 0; i < septets; i++) {
            int bit = filling + 7 * i;
            int two = (octets[bit / 8] & 0xFF) | (bit / 8 + 1 < octets.length ? (octets[bit / 8 + 1] & 0xFF) << 8 : 0);
            unpacked[i] = (byte) (two >> bit % 8 & 0x7F);
        }
        return isClosed(unpacked, filling) ? Arrays.copyOf(unpacked, septets - 1) : unpacked;
    }

    private static boolean isClosed(byte[] septets, int filling) {
        int last = septets.length - 1;
        return switch ((filling + 7 * septets.length) % 8) {
            case 0 -> last >= 0 && mayBeDropped(septets[last]);
            case 7 -> last >= 1 && septets[last] == RETURN && mayBeDropped(septets[last - 1]);
            default -> false;
        };
    }

    /** Decodes octets of one septet each. */
    public static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                text.append(REPLACEMENT);
            } else if (octets[i] != ESCAPE) {
                text.append(DEFAULT_TABLE.charAt(octets[i]));
            } else if (i + 1 == octets.length || octets[i + 1] == ESCAPE) {
                text.append(' ');
            } else if (octets[i + 1] > 0 && EXTENSION_OF[octets[i + 1]] != 0) {
                text.append(EXTENSION_OF[octets[++i]]);
            }
        }
        return text.toString();
    }
}
