package dev.convoke.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the configuration. {@code config/convoke.conf} documents every setting and holds the defaults; a file of the operator's is
 * laid over it.
 */
public final class Configuration {

    private static final String SHIPPED = "/config/convoke.conf";

    private Configuration() {}

    /** The shipped configuration, parsed when somebody first asks for a default. */
    private static final class Shipped {
        static final Config CONFIG = ConfigFactory.parseString(shippedText(), described("the defaults"))
                .resolve();
    }

    /** The commented default configuration, as it is shipped. */
    public static String shippedText() {
        try (InputStream text = Configuration.class.getResourceAsStream(SHIPPED)) {
            if (text == null) {
                throw new IllegalStateException("the jar lacks " + SHIPPED);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read", e);
        }
    }

    /** The defaults: a section of the configuration as it is shipped, such as {@code dial-out}; paths start at the working folder. */
    public static Section defaults(String section) {
        return Section.top(Shipped.CONFIG, Shipped.CONFIG, Path.of(""), new ArrayList<>())
                .section(section);
    }

    /**
     * Reads a file of the operator's.
     *
     * @param reader makes settings of the top section; relative paths start at the folder of the file
     * @throws SettingsException with everything that is wrong with it
     */
    public static <T> T read(Path file, Function<Section, T> reader) {
        if (!Files.isReadable(file)) {
            throw new SettingsException(List.of(file + ": "
                    + (Files.exists(file) ? "may not be read" : "there is no such file")
                    + "; convoke config > " + file + " writes the commented default, --config names another"));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        Config written = parse(() -> ConfigFactory.parseFile(
                file.toFile(), described(file.toString()).setAllowMissing(false)));
        return overDefaults(written, folder, reader);
    }

    /**
     * Reads a text, laid over the defaults.
     *
     * @param folder where relative paths start
     * @param reader makes settings of the top section
     * @throws SettingsException with everything that is wrong with it
     */
    public static <T> T parse(String text, Path folder, Function<Section, T> reader) {
        Config written = parse(() -> ConfigFactory.parseString(text, described("settings")));
        return overDefaults(written, folder, reader);
    }

    private static ConfigParseOptions described(String origin) {
        return ConfigParseOptions.defaults().setOriginDescription(origin);
    }

    private static Config parse(Supplier<Config> parser) {
        try {
            return parser.get().resolve();
        } catch (ConfigException unreadable) {
            throw new SettingsException(List.of(String.valueOf(unreadable.getMessage())));
        }
    }

    private static <T> T overDefaults(Config written, Path folder, Function<Section, T> reader) {
        List<String> problems = new ArrayList<>();
        Section.refuseUnknown(written, Shipped.CONFIG, "", problems);
        Config whole = written.withFallback(Shipped.CONFIG);
        T settings = reader.apply(Section.top(whole, Shipped.CONFIG, folder, problems));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }
}
