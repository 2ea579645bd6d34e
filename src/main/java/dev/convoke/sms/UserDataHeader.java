package dev.convoke.sms;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The header that may stand before a text, the UDH (3GPP TS 23.040 §9.2.3.24), announced by bit 6 of {@code esm_class}
 * (SMPP 3.4 §5.2.12):
 *
 * <pre>
 *   +------+-----+------+-- … --+-----+------+-- … --+---------
 *   | UDHL | IEI | IEDL | data  | IEI | IEDL | data  | text …
 *   +------+-----+------+-- … --+-----+------+-- … --+---------
 * </pre>
 *
 * Elements that we do not know are skipped; of an element that comes twice the last one counts (§9.2.3.24); a header that is
 * longer than its text, or an element longer than its header, is no header at all.
 *
 * @param octets how long the header is, UDHL included; the text begins there
 * @param part which part of a longer text this is, where it is one
 * @param destinationPort the application port that it is for, where it has one, 0 to 65535; the port that it is from says nothing reliable
 */
public record UserDataHeader(int octets, Optional<Part> part, OptionalInt destinationPort) {

    private static final int PART_8_BIT = 0x00;
    private static final int PORTS_8_BIT = 0x04;
    private static final int PORTS_16_BIT = 0x05;
    private static final int PART_16_BIT = 0x08;

    /**
     * A part of a longer text (3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8, SMPP 3.4 §5.3.2.22 to §5.3.2.24).
     *
     * @param kind how it is said
     * @param reference the same in all parts, 0 to 65535
     * @param total how many parts there are, 1 to 255
     * @param number which one this is, 1 to {@code total}
     */
    public record Part(Kind kind, int reference, int total, int number) {

        /** How a part says which it is; references of different kinds have nothing to do with each other. */
        public enum Kind {
            /** By a header with a reference of eight bits. */
            NARROW,
            /** By a header with a reference of sixteen bits. */
            WIDE,
            /** By the parameters {@code sar_msg_ref_num}, {@code sar_total_segments} and {@code sar_segment_seqnum}. */
            SAR
        }

        /** Whether the numbers can be: neither is zero and the part is one of the total. */
        public boolean isSound() {
            return number >= 1 && number <= total;
        }
    }

    /** Reads the header at the beginning of the octets; empty if it is truncated. Its part may be one that cannot be. */
    public static Optional<UserDataHeader> parse(byte[] message) {
        if (message.length == 0 || (message[0] & 0xFF) >= message.length) {
            return Optional.empty();
        }
        int end = 1 + (message[0] & 0xFF);
        Optional<Part> part = Optional.empty();
        Optional<Integer> port = Optional.empty();
        int at = 1;
        while (at < end) {
            if (at + 2 > end || at + 2 + (message[at + 1] & 0xFF) > end) {
                return Optional.empty();
            }
            int element = message[at] & 0xFF;
            byte[] data = Arrays.copyOfRange(message, at + 2, at + 2 + (message[at + 1] & 0xFF));
            part = last(part, readPart(element, data));
            port = last(port, readPort(element, data));
            at += 2 + data.length;
        }
        return Optional.of(
                new UserDataHeader(end, part, port.map(OptionalInt::of).orElse(OptionalInt.empty())));
    }

    private static <T> Optional<T> last(Optional<T> before, Optional<T> now) {
        return now.isPresent() ? now : before;
    }

    private static Optional<Part> readPart(int element, byte[] data) {
        if (element == PART_8_BIT && data.length == 3) {
            return Optional.of(new Part(Part.Kind.NARROW, data[0] & 0xFF, data[1] & 0xFF, data[2] & 0xFF));
        }
        if (element == PART_16_BIT && data.length == 4) {
            return Optional.of(new Part(Part.Kind.WIDE, wide(data), data[2] & 0xFF, data[3] & 0xFF));
        }
        return Optional.empty();
    }

    private static Optional<Integer> readPort(int element, byte[] data) {
        if (element == PORTS_8_BIT && data.length == 2) {
            return Optional.of(data[0] & 0xFF);
        }
        return element == PORTS_16_BIT && data.length == 4 ? Optional.of(wide(data)) : Optional.empty();
    }

    private static int wide(byte[] data) {
        return ((data[0] & 0xFF) << 8) | (data[1] & 0xFF);
    }

    /** The message without its header. */
    public byte[] textOf(byte[] message) {
        return Arrays.copyOfRange(message, octets, message.length);
    }
}
