package dev.convoke.admission;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;

/**
 * What the codes of invitations are worth; keys of the section {@code call-in} of the configuration.
 *
 * @param uses how often a code may be used: 0 for as long as it is good, by one person at a time, or 1 for once, and then together
 *     with the secret that its leg was told
 * @param numberOnly whether whoever connects may enter by a room's number alone, where the room asks no PIN
 * @param strangers codes for one room that are texted to numbers without PIN that are not on its record
 */
public record CodeSettings(int uses, boolean numberOnly, RateLimit strangers) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public CodeSettings {
        SettingCheck.inRange("code-uses", uses, 0, 1);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static CodeSettings defaults() {
        return read(Configuration.defaults("call-in"));
    }

    /** Reads the section {@code call-in}. */
    public static CodeSettings read(Section section) {
        return section.make(in -> new CodeSettings(
                in.count("code-uses"), in.flag("number-only"), RateLimit.read(in.section("strangers"))));
    }

    /** Whether a code is good once only. */
    public boolean isOnce() {
        return uses == 1;
    }
}
