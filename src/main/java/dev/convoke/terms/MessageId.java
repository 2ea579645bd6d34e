package dev.convoke.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A message centre's id for a message of ours, in one form whatever it wrote: lower case, without spaces around it,
 * without leading zeros, and with nothing in it that a terminal could take for a command.
 *
 * <p>Many message centres write the id in one number system in {@code submit_sm_resp} and in another in the delivery receipt,
 * hexadecimal and decimal. {@link #alternatives} are the ids that it may be the same as.
 *
 * @param folded at most 65 characters (SMPP 3.4 §5.2.23), empty if the message centre gave none
 */
public record MessageId(String folded) {

    private static final int MAX_CHARS = 65;

    /** Brings what a message centre wrote into the one form. */
    public static MessageId of(String written) {
        String id = written.strip().toLowerCase(Locale.ROOT).replaceAll("[^!-~]", "?");
        int zeros = 0;
        while (zeros < id.length() - 1 && id.charAt(zeros) == '0') {
            zeros++;
        }
        return new MessageId(id.substring(zeros, Math.min(id.length(), zeros + MAX_CHARS)));
    }

    /** This id, then the same number from hexadecimal to decimal and the other way round; the likeliest first. */
    public List<MessageId> alternatives() {
        List<MessageId> ids = new ArrayList<>(List.of(this));
        if (folded.matches("[0-9a-f]+")) {
            ids.add(new MessageId(new BigInteger(folded, 16).toString(10)));
        }
        if (folded.matches("[0-9]+")) {
            ids.add(new MessageId(new BigInteger(folded, 10).toString(16)));
        }
        return ids.stream().distinct().toList();
    }

    /** Whether the message centre gave an id at all. */
    public boolean isKnown() {
        return !folded.isEmpty();
    }

    @Override
    public String toString() {
        return folded;
    }
}
