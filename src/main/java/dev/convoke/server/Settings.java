package dev.convoke.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.RoomProfiles;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.config.Section;
import dev.convoke.config.SettingsException;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.OutboxSettings;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.schedule.ScheduleSettings;
import dev.convoke.session.SessionSettings;
import dev.convoke.smpp.SmppSettings;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All settings. {@code config/convoke.conf} documents every one of them and holds the defaults; a file of the operator's is laid
 * over it.
 *
 * @param serviceNumbers the numbers that people text
 * @param region ISO 3166 code of the country whose national numbers are understood; empty for none
 * @param store the room table and everything else on disk
 * @param smpp the links
 * @param inbox texts that come in
 * @param outbox texts that go out
 * @param admission who is let in
 * @param dialOut how devices are reached
 * @param session how connections to devices behave
 * @param loops how many event loops the rooms are spread over
 * @param room what rooms may use
 * @param policy how rooms behave whose row does not say otherwise
 * @param schedule bookings
 */
public record Settings(
        List<ServiceNumber> serviceNumbers,
        String region,
        StoreSettings store,
        SmppSettings smpp,
        InboxSettings inbox,
        OutboxSettings outbox,
        AdmissionSettings admission,
        DialOutSettings dialOut,
        SessionSettings session,
        int loops,
        RoomSettings room,
        RoomPolicy policy,
        ScheduleSettings schedule) {

    private static final String DEFAULTS = "/config/convoke.conf";

    /** Copies the list. */
    public Settings {
        serviceNumbers = List.copyOf(serviceNumbers);
    }

    /** Our numbers and our country. */
    public ServiceNumbers home() {
        return new ServiceNumbers(serviceNumbers, region);
    }

    /** What the engine is told of a room. */
    public RoomProfiles profiles() {
        return new RoomProfiles(room.emptyTimeout(), policy);
    }

    /** The key of the PINs, beside the database. */
    public Path pinKeyFile() {
        Path file = store.path();
        return file.resolveSibling(file.getFileName() + ".key");
    }

    /** The commented default configuration, as it is shipped. */
    public static String defaultText() {
        try (InputStream text = Settings.class.getResourceAsStream(DEFAULTS)) {
            if (text == null) {
                throw new IllegalStateException("the jar lacks " + DEFAULTS);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read", e);
        }
    }

    /**
     * Reads a file of the operator's.
     *
     * @throws SettingsException with everything that is wrong with it
     */
    public static Settings read(Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingsException(List.of(file + ": "
                    + (Files.exists(file) ? "may not be read" : "there is no such file")
                    + "; convoke config > " + file + " writes the commented default, --config names another"));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        return of(parse(() -> ConfigFactory.parseFile(file.toFile(), described(file.toString()))), folder);
    }

    /**
     * Reads settings from a text, laid over the defaults.
     *
     * @param folder where relative paths start
     * @throws SettingsException with everything that is wrong with it
     */
    public static Settings parse(String text, Path folder) {
        return of(parse(() -> ConfigFactory.parseString(text, described("settings"))), folder);
    }

    private static ConfigParseOptions described(String origin) {
        return ConfigParseOptions.defaults().setOriginDescription(origin);
    }

    private static Config parse(java.util.function.Supplier<Config> parser) {
        try {
            return parser.get().resolve();
        } catch (ConfigException unreadable) {
            throw new SettingsException(List.of(String.valueOf(unreadable.getMessage())));
        }
    }

    private static Settings of(Config written, Path folder) {
        Config defaults = ConfigFactory.parseString(defaultText(), described("the defaults"))
                .resolve();
        List<String> problems = new ArrayList<>();
        Section.refuseUnknown(written, defaults, "", problems);
        Settings settings =
                new SettingsReader(new Section(written.withFallback(defaults), "", problems), folder).settings();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }
}
