package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import dev.convoke.terms.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code key=value} pairs of one fault, while it is read. Every method throws {@link IllegalArgumentException} that names
 * key, value and what was expected.
 */
final class FaultParameters {

    private final Map<String, String> values;
    private final Set<String> used = new HashSet<>();

    FaultParameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    private Optional<String> value(String key) {
        used.add(key);
        return Optional.ofNullable(values.get(key));
    }

    int status(int otherwise) {
        return value("status").map(StatusWord::parse).orElse(otherwise);
    }

    int number(String key, int otherwise) {
        Optional<String> written = value(key);
        written.ifPresent(digits -> SettingCheck.holds(digits.matches("[0-9]{1,7}"), key, digits, "a whole number"));
        return written.map(Integer::parseInt).orElse(otherwise);
    }

    boolean flag(String key) {
        String written = value(key).orElse("false");
        SettingCheck.holds(written.equals("true") || written.equals("false"), key, written, "true or false");
        return written.equals("true");
    }

    Duration time(String key, Duration otherwise) {
        Optional<String> written = value(key);
        if (written.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> time = Durations.parse(written.get());
        SettingCheck.holds(time.isPresent(), key, written.get(), "a time such as 200ms, 5s or 1m");
        return time.orElseThrow();
    }

    <E extends Enum<E>> E oneOf(String key, E otherwise) {
        Optional<String> written = value(key);
        if (written.isEmpty()) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(constants)
                .filter(each -> Fault.word(each).equalsIgnoreCase(written.get()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + ": " + written.get() + " (expected: "
                        + Arrays.stream(constants).map(Fault::word).collect(Collectors.joining(", ")) + ")"));
    }

    /** A key that nobody has asked for. */
    Optional<String> unused() {
        return values.keySet().stream().filter(key -> !used.contains(key)).findFirst();
    }
}
