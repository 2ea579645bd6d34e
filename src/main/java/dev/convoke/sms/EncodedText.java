package dev.convoke.sms;

import dev.convoke.terms.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Text as it came, header cut off, before it is decoded. Parts of a long text are kept like this until all are there: phones cut
 * between the two halves of a surrogate pair, and in the middle of a UTF-8 character, which only the whole can mend.
 *
 * @param alphabet how to read the octets; never {@link Alphabet#GSM7_PACKED}, whose octets are unpacked here already
 * @param octets the text
 */
public record EncodedText(Alphabet alphabet, Octets octets) {

    /**
     * Cuts the text out of a message.
     *
     * @param alphabet what {@code data_coding} says
     * @param message the octets of the message
     * @param headerOctets how long the {@link UserDataHeader} before the text is, 0 for none
     */
    public static EncodedText of(Alphabet alphabet, byte[] message, int headerOctets) {
        byte[] text = Arrays.copyOfRange(message, headerOctets, message.length);
        return alphabet == Alphabet.GSM7_PACKED
                ? new EncodedText(Alphabet.GSM7, Octets.of(Gsm7.unpack(text, headerOctets)))
                : new EncodedText(alphabet, Octets.of(text));
    }

    /** The text; empty only if nobody can read its alphabet. */
    public Optional<String> decode() {
        return alphabet.decode(octets.toArray());
    }

    /** Puts parts together, in their order. Neighbours in the same alphabet are decoded as one; what nobody can read is left out. */
    public static String join(List<EncodedText> parts) {
        StringBuilder whole = new StringBuilder();
        int start = 0;
        for (int at = 1; at <= parts.size(); at++) {
            if (at == parts.size() || parts.get(at).alphabet != parts.get(start).alphabet) {
                whole.append(decodeAsOne(parts.subList(start, at)));
                start = at;
            }
        }
        return whole.toString();
    }

    private static String decodeAsOne(List<EncodedText> parts) {
        byte[] all =
                new byte[parts.stream().mapToInt(part -> part.octets.count()).sum()];
        int at = 0;
        for (EncodedText part : parts) {
            byte[] octets = part.octets.toArray();
            System.arraycopy(octets, 0, all, at, octets.length);
            at += octets.length;
        }
        return parts.get(0).alphabet.decode(all).orElse("");
    }
}
