package dev.convoke.command;

import java.util.regex.Pattern;

/** What looks like a phone number; which national numbers exist is known where the region is known. */
final class PhoneWord {

    private static final Pattern LOOKS = Pattern.compile("\\+?[0-9()./-]{3,24}");

    private PhoneWord() {}

    /** Whether a word has the looks; no nick has, because a nick has a letter. */
    static boolean is(String word) {
        return LOOKS.matcher(word).matches();
    }
}
