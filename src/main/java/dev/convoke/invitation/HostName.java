package dev.convoke.invitation;

import dev.convoke.sms.Gsm7;
import dev.convoke.terms.Nick;
import java.util.Optional;

/**
 * Who invites, for the phone of somebody who does not know us: {@code , invited by "Ann"}. A nick is a stranger's word. So it is short,
 * stands in quotation marks, which a nick cannot hold, has no dot that would make a link of it, and no number that could be called; and
 * what is not in the GSM alphabet, which would make two SMS of one, is left out.
 */
final class HostName {

    private static final int MAX_CHARS = 16;
    private static final int MAX_DIGITS = 3;

    private HostName() {}

    /** The words; empty where no name is to be shown. */
    static String words(Optional<Nick> nick) {
        return nick.map(Nick::text)
                .filter(Gsm7::holds)
                .filter(text -> text.chars().filter(Character::isDigit).count() <= MAX_DIGITS)
                .map(text -> text.replaceAll("[._ ]+", " ").strip())
                .map(text ->
                        text.substring(0, Math.min(MAX_CHARS, text.length())).strip())
                .filter(text -> !text.isEmpty())
                .map(text -> ", invited by \"" + text + '"')
                .orElse("");
    }
}
