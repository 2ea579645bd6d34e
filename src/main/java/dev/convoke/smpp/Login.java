package dev.convoke.smpp;

import dev.convoke.config.Secret;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;

/**
 * Who we are to a message centre (SMPP 3.4 §4.1.1).
 *
 * @param systemId {@code system_id}, at most 15 characters
 * @param password at most 8 characters
 * @param systemType {@code system_type}, at most 12 characters, mostly empty
 */
public record Login(String systemId, Secret password, String systemType) {

    /** Checks the lengths; an {@link IllegalArgumentException} names the key. */
    public Login {
        SettingCheck.holds(isAscii(systemId, 15), "system-id", systemId, "at most 15 ASCII characters");
        SettingCheck.holds(isAscii(password.reveal(), 8), "password", password, "at most 8 ASCII characters");
        SettingCheck.holds(isAscii(systemType, 12), "system-type", systemType, "at most 12 ASCII characters");
    }

    /** Reads the login of a link. */
    static Login read(Section link) {
        return new Login(link.text("system-id"), Secret.of(link.text("password")), link.text("system-type"));
    }

    private static boolean isAscii(String value, int maxChars) {
        return value.length() <= maxChars && value.chars().allMatch(character -> character >= ' ' && character < 0x7F);
    }
}
