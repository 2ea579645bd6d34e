package dev.convoke.peer.smsc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The query part of a URI. */
record Query(Map<String, String> values) {

    private static final int MAX_DIGITS = 18;

    static Query of(URI uri) {
        Map<String, String> values = new HashMap<>();
        String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    private static String decoded(String value) {
        try {
            // A form's plus is a space, but here it begins a telephone number.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return value;
        }
    }

    /** The value, empty if there is none. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The value as a number, 0 if there is none; empty if it is no number. */
    Optional<Long> number(String name) {
        String value = values.getOrDefault(name, "0");
        return value.matches("[0-9]{1," + MAX_DIGITS + "}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
