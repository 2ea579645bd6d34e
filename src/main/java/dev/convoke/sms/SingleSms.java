package dev.convoke.sms;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The room that one SMS has: 160 septets of the GSM alphabet, or 70 UTF-16 units where a single character is not in it (3GPP TS
 * 23.038). Whoever texts a command gets one SMS back, whatever the room and its people are called.
 */
public final class SingleSms {

    private static final int SEPTETS = 160;
    private static final int UCS2_UNITS = 70;

    private SingleSms() {}

    /** Whether one SMS holds the text. */
    public static boolean holds(String text) {
        return Gsm7.holds(text) ? text.chars().map(Gsm7::septets).sum() <= SEPTETS : text.length() <= UCS2_UNITS;
    }

    /**
     * A list of which as many items are named as one SMS holds, none of them cut.
     *
     * @param head what comes first; short enough for one SMS
     * @param items what is listed
     * @param between what stands between two items
     * @param rest what is said instead of the items that are left out, by their number
     */
    public static String list(String head, List<String> items, String between, IntFunction<String> rest) {
        // An item has a character at least, and no more items are worth a try than there are septets.
        int named = Math.min(items.size(), SEPTETS);
        String text = listed(head, items, between, rest, named);
        while (!holds(text) && named > 0) {
            named--;
            text = listed(head, items, between, rest, named);
        }
        return text;
    }

    private static String listed(String head, List<String> items, String between, IntFunction<String> rest, int named) {
        String all = head + String.join(between, items.subList(0, named));
        return named == items.size() ? all : all + rest.apply(items.size() - named);
    }

    /** The text with as much of {@code name} in place of {@code %s} as one SMS holds, cut at a character. */
    public static String with(String name, String template) {
        int[] characters = name.codePoints().toArray();
        String text = template.replace("%s", name);
        for (int kept = characters.length - 1; !holds(text) && kept >= 0; kept--) {
            text = template.replace("%s", new String(characters, 0, kept).strip());
        }
        return text;
    }
}
