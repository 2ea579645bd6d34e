package dev.convoke.cli.base;

import dev.convoke.terms.ServiceNumber;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A link that writes a text on a phone, for its owner to send: {@code sms:84433?body=JOIN%208401234} (RFC 5724). A value.
 *
 * @param to who is texted
 * @param body the text
 */
public record SmsLink(ServiceNumber to, String body) {

    private static final String UNRESERVED = "-._~";

    /** The link; everything but letters, digits and {@code -._~} is percent-encoded UTF-8 (RFC 3986 §2.3). */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("sms:").append(to.value()).append("?body=");
        for (byte octet : body.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                out.append((char) octet);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }
}
