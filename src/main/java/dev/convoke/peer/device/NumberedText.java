package dev.convoke.peer.device;

import java.nio.ByteBuffer;

/**
 * A text that says who sent it and which of theirs it is, in a form that is found and read in a few instructions, because a
 * bench reads millions a second. The last sixteen octets are two big-endian words:
 *
 * <pre>
 *   xxxxxxx … xxxxxxx  #cv:  ssss   nnnnnnnn
 *   filler             mark  sender number      letters from a to p, four bits each, the highest first
 * </pre>
 */
final class NumberedText {

    /** The two words at the end. */
    static final int TAIL_OCTETS = 16;

    static final int MAX_SENDERS = 1 << 16;

    private static final long MARK = 0x23_63_76_3AL << 32;
    private static final long MARK_BITS = 0xFFFF_FFFFL << 32;
    private static final long LETTERS = 0x61616161_61616161L;
    private static final long UPPER_LETTERS = 0x61616161L << 32;

    private NumberedText() {}

    /** Appends a text of {@code octets} octets, at least {@value #TAIL_OCTETS}. */
    static void write(ByteBuffer out, int octets, int sender, int number) {
        for (int filler = octets - TAIL_OCTETS; filler > 0; filler--) {
            out.put((byte) 'x');
        }
        out.putLong(MARK | (letters(sender) & ~MARK_BITS));
        out.putLong(letters(number));
    }

    /** Whether this is the last word but one of a text. */
    static boolean isMarked(long word) {
        return (word & MARK_BITS) == MARK;
    }

    /** Who sent it, from the last word but one. */
    static int sender(long word) {
        return value(UPPER_LETTERS | (word & ~MARK_BITS));
    }

    /** Which of theirs it is, from the last word. */
    static int number(long word) {
        return value(word);
    }

    /** Spreads eight times four bits over eight octets. */
    private static long letters(int value) {
        long spread = value & 0xFFFF_FFFFL;
        spread = (spread | spread << 16) & 0x0000FFFF_0000FFFFL;
        spread = (spread | spread << 8) & 0x00FF00FF_00FF00FFL;
        spread = (spread | spread << 4) & 0x0F0F0F0F_0F0F0F0FL;
        return spread + LETTERS;
    }

    private static int value(long letters) {
        long spread = letters - LETTERS;
        spread = (spread | spread >>> 4) & 0x00FF00FF_00FF00FFL;
        spread = (spread | spread >>> 8) & 0x0000FFFF_0000FFFFL;
        return (int) (spread | spread >>> 16);
    }
}
