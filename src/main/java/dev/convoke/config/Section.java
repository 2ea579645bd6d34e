package dev.convoke.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import java.nio.file.Path;
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
 * answered, so that one run shows every mistake. Belongs to the thread that reads.
 */
public final class Section {

    private final Config config;
    private final Config shipped;
    private final String path;
    private final Path folder;
    private final List<String> problems;

    /**
     * A section.
     *
     * @param config the section's own keys, defaults included
     * @param shipped the same section as it is shipped, which stands in for one that is refused
     * @param path where it stands, such as {@code dial-out}; empty at the top
     * @param folder where relative paths start
     * @param problems where mistakes are noted
     */
    private Section(Config config, Config shipped, String path, Path folder, List<String> problems) {
        this.config = config;
        this.shipped = shipped;
        this.path = path;
        this.folder = folder;
        this.problems = problems;
    }

    /** The section that holds all others. */
    static Section top(Config config, Config shipped, Path folder, List<String> problems) {
        return new Section(config, shipped, "", folder, problems);
    }

    /** A section within this one, or deeper: {@code pins}, {@code room.policy}. */
    public Section section(String key) {
        return new Section(config.getConfig(key), shipped.getConfig(key), at(key), folder, problems);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A text, perhaps empty. */
    public String text(String key) {
        return read(key, "a text", Config::getString, "");
    }

    /** A whole number; which are allowed the settings record says. */
    public int count(String key) {
        return read(key, "a whole number", Config::getInt, 1);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key) {
        return read(key, "true or false", Config::getBoolean, false);
    }

    /** A span of time, with its unit. */
    public Duration duration(String key) {
        return read(
                key,
                "a duration such as 500ms, 30s, 5m or 2h" + question(key),
                (all, at) -> span(all.getValue(at)),
                Duration.ofSeconds(1));
    }

    /** A size in octets, at most 2 GiB. */
    public int octets(String key) {
        long octets = read(key, "a size such as 64 KiB or 1 MiB", Config::getBytes, 0L);
        return (int) Math.min(octets, Integer.MAX_VALUE);
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        return read(key, "a list of texts", Config::getStringList, List.of());
    }

    /** A list of spans of time, each with its unit. */
    public List<Duration> durations(String key) {
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
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
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
    public <T> List<T> parsed(String key, Function<String, Optional<T>> parse, String expected) {
        List<T> all = new ArrayList<>();
        for (String written : texts(key)) {
            parse.apply(written).ifPresentOrElse(all::add, () -> wrong(key, '"' + written + '"', expected));
        }
        return all;
    }

    /** A file or folder; a relative one starts at the folder of the configuration file. */
    public Path path(String key) {
        return folder.resolve(text(key)).normalize();
    }

    /** As {@link #path}; empty if nothing is written. */
    public Optional<Path> optionalPath(String key) {
        return text(key).isEmpty() ? Optional.empty() : Optional.of(path(key));
    }

    /** An ISO 3166 code of two letters, such as {@code GB}; empty if nothing is written. */
    public Optional<String> region(String key) {
        String written = text(key);
        String region = written.toUpperCase(Locale.ROOT);
        if (!region.isEmpty() && !Msisdn.isRegion(region)) {
            wrong(key, '"' + written + '"', "an ISO 3166 code of two letters such as GB, or nothing");
            return Optional.empty();
        }
        return region.isEmpty() ? Optional.empty() : Optional.of(region);
    }

    /** The sections of a list, each of which may have just the keys of the section {@code pattern} and gets what it lacks from there. */
    public List<Section> each(String key, String pattern) {
        Config usual = config.getConfig(pattern);
        List<? extends Config> elements = read(key, "a list of { … }", Config::getConfigList, List.of());
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String where = at(key) + "[" + i + "]";
            refuseUnknown(elements.get(i), usual, where, problems);
            sections.add(new Section(elements.get(i).withFallback(usual), usual, where, folder, problems));
        }
        return sections;
    }

    /**
     * Makes a settings record of this section; if its constructor refuses what is written, that is noted, and what is shipped stands
     * in.
     */
    public <T> T make(Function<Section, T> reader) {
        return make(reader, () -> reader.apply(asShipped()));
    }

    /** As {@link #make(Function)}, but that {@code otherwise} stands in: for a section that is not shipped as a sound one. */
    public <T> T make(Function<Section, T> reader, Supplier<T> otherwise) {
        int before = problems.size();
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            // A stand-in for a value that could not be read is no second mistake.
            if (problems.size() == before) {
                problems.add(where(message.split(":", 2)[0]) + at(message));
            }
            return otherwise.get();
        }
    }

    private Section asShipped() {
        if (config.equals(shipped)) {
            throw new IllegalStateException("the shipped configuration is refused: " + problems);
        }
        return new Section(shipped, shipped, path, folder, new ArrayList<>());
    }

    /** Notes a mistake. */
    public void wrong(String key, String value, String expected) {
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
    private static String place(ConfigOrigin origin) {
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
