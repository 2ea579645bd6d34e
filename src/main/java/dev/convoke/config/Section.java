package dev.convoke.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import dev.convoke.terms.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One section of the configuration, read key by key. What is wrong is noted with file, line, key and value, and a stand-in is
 * answered, so that one run shows every mistake.
 */
final class Section {

    private final Config config;
    private final String path;
    private final List<String> problems;

    /**
     * A section.
     *
     * @param config the section's own keys, defaults included
     * @param path where it stands, such as {@code dial-out}; empty at the top
     * @param problems where mistakes are noted
     */
    Section(Config config, String path, List<String> problems) {
        this.config = config;
        this.path = path;
        this.problems = problems;
    }

    Section section(String key) {
        return new Section(config.getConfig(key), at(key), problems);
    }

    /** The keys of a section that serves as a pattern for others. */
    Config config(String key) {
        return config.getConfig(key);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return config.hasPath(key);
    }

    String text(String key) {
        return read(key, "a text", Config::getString, "");
    }

    int count(String key) {
        return read(key, "a whole number", Config::getInt, 1);
    }

    boolean flag(String key) {
        return read(key, "true or false", Config::getBoolean, false);
    }

    Duration duration(String key) {
        return read(
                key,
                "a duration such as 500ms, 30s, 5m or 2h" + question(key),
                (all, at) -> span(all.getValue(at)),
                Duration.ofSeconds(1));
    }

    int octets(String key) {
        long octets = read(key, "a size such as 64 KiB or 1 MiB", Config::getBytes, 0L);
        return (int) Math.min(octets, Integer.MAX_VALUE);
    }

    List<String> texts(String key) {
        return read(key, "a list of texts", Config::getStringList, List.of());
    }

    List<Duration> durations(String key) {
        return read(
                key,
                "a list of durations such as [5m, 1m]" + question(key),
                (all, at) -> all.getList(at).stream().map(Section::span).toList(),
                List.of());
    }

    /** Asks for the unit where a number, or one of a list, has none. */
    private String question(String key) {
        if (!config.hasPath(key)) {
            return "";
        }
        Object written = config.getValue(key).unwrapped();
        List<?> all = written instanceof List<?> list ? list : List.of(written);
        return all.stream()
                .map(one -> Durations.question(String.valueOf(one)))
                .filter(asked -> !asked.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** HOCON reads a number without unit as milliseconds: five seconds that way become nearly none, and nobody notices. */
    private static Duration span(ConfigValue value) {
        return Durations.parse(String.valueOf(value.unwrapped()))
                .orElseThrow(() -> new ConfigException.WrongType(value.origin(), "no duration with its unit"));
    }

    /** One of an enum's constants, written in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        E[] all = type.getEnumConstants();
        String written = text(key);
        for (E one : all) {
            if (written(one).equals(written)) {
                return one;
            }
        }
        List<String> expected = new ArrayList<>();
        for (E one : all) {
            expected.add(written(one));
        }
        wrong(key, '"' + written + '"', String.join(", ", expected));
        return all[0];
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Texts that each have to mean something. */
    <T> List<T> parsed(String key, Function<String, Optional<T>> parse, String expected) {
        List<T> all = new ArrayList<>();
        for (String written : texts(key)) {
            parse.apply(written).ifPresentOrElse(all::add, () -> wrong(key, '"' + written + '"', expected));
        }
        return all;
    }

    /** The sections of a list, each of which may have just the keys of {@code pattern} and gets what it lacks from there. */
    List<Section> each(String key, Config pattern) {
        List<? extends Config> elements = read(key, "a list of { … }", Config::getConfigList, List.of());
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String where = at(key) + "[" + i + "]";
            refuseUnknown(elements.get(i), pattern, where, problems);
            sections.add(new Section(elements.get(i).withFallback(pattern), where, problems));
        }
        return sections;
    }

    /** Makes a settings record; what its constructor refuses is noted and {@code otherwise} stands in. */
    <T> T make(Supplier<T> record, Supplier<T> otherwise) {
        int before = problems.size();
        try {
            return record.get();
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            // A stand-in for a value that could not be read is no second mistake.
            if (problems.size() == before) {
                problems.add(where(message.split(":", 2)[0]) + at(message));
            }
            return otherwise.get();
        }
    }

    void wrong(String key, String value, String expected) {
        problems.add(where(key) + at(key) + ": " + value + " (expected: " + expected + ")");
    }

    private <T> T read(String key, String expected, BiFunction<Config, String, T> getter, T standIn) {
        try {
            return getter.apply(config, key);
        } catch (ConfigException.Missing missing) {
            problems.add(at(key) + " is missing (expected: " + expected + ")");
        } catch (ConfigException unreadable) {
            wrong(key, config.getValue(key).render(), expected);
        }
        return standIn;
    }

    private String where(String key) {
        return config.hasPathOrNull(key) ? place(config.getValue(key).origin()) : "";
    }

    /** {@code file:line: }, as far as it is known. */
    static String place(ConfigOrigin origin) {
        // The description of a value is that of its file, a colon and the line.
        String file = origin.description().replaceFirst(": [0-9]+(-[0-9]+)?$", "");
        return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() + ": " : file + ": ";
    }

    /** Notes every key that the pattern does not have, with the nearest one that it has. */
    static void refuseUnknown(Config written, Config pattern, String path, List<String> problems) {
        for (var entry : written.root().entrySet()) {
            String key = entry.getKey();
            ConfigValue value = entry.getValue();
            String full = path.isEmpty() ? key : path + "." + key;
            if (!pattern.root().containsKey(key)) {
                problems.add(place(value.origin()) + full + " is no setting"
                        + nearest(key, pattern)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; config/convoke.conf lists them all"));
            } else if (value instanceof com.typesafe.config.ConfigObject object
                    && pattern.root().get(key) instanceof com.typesafe.config.ConfigObject known) {
                refuseUnknown(object.toConfig(), known.toConfig(), full, problems);
            }
        }
    }

    private static Optional<String> nearest(String key, Config pattern) {
        return pattern.root().keySet().stream()
                .filter(known -> distance(key, known) <= 2)
                .min(java.util.Comparator.comparingInt(known -> distance(key, known)));
    }

    /** How many letters have to be added, dropped or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
