package dev.convoke.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.RateLimit;
import dev.convoke.config.Configuration;
import dev.convoke.config.Secret;
import dev.convoke.config.SettingsException;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.net.Cidr;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.OutboxSettings;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.smpp.LinkSettings;
import dev.convoke.smpp.Login;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final Path HERE = Path.of("/etc/convoke");

    /** For every key another value than the shipped one; a key that is not here fails {@link #everyKeyReachesItsField}. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("outbox.resend-unknown", "true"),
            Map.entry("service-numbers", "[\"+441632960961\"]"),
            Map.entry("region", "DE"),
            Map.entry("call-in.number-only", "true"),
            Map.entry("call-in.bind", "\"127.0.0.1\""),
            Map.entry("call-in.tls-certificate", "server.pem"),
            Map.entry("call-in.tls-key", "server.key"),
            Map.entry("call-in.proxies", "[\"10.0.0.0/8\"]"),
            Map.entry("call-in.address", "\"203.0.113.9:7400\""),
            Map.entry("smpp.links", "[]"),
            Map.entry("dial-out.allow", "[\"10.0.0.0/8\"]"),
            Map.entry("dial-out.deny", "[\"8.8.8.0/24\"]"),
            Map.entry("dial-out.relays", "[\"203.0.113.50\"]"),
            Map.entry("dial-out.transport", "nio"),
            Map.entry("dial-out.loops", "7"),
            Map.entry("schedule.warnings", "[3m]"),
            Map.entry("room.log-octets", "2 MiB"),
            Map.entry("session.replay-octets", "512 KiB"),
            Map.entry("call-in.ports", "40000-40099"),
            Map.entry("room.policy.port-is-proof", "true"),
            Map.entry("room.policy.lobby", "true"),
            Map.entry("room.policy.capacity", "99"),
            Map.entry("room.policy.last-moderator", "hold"),
            Map.entry("room.policy.numbers", "nobody"),
            Map.entry("room.policy.private-texts", "off"),
            Map.entry("room.policy.invite", "all"),
            Map.entry("web.listen", "\"127.0.0.1:8080\""),
            Map.entry("web.url", "\"https://talk.example.net\""),
            Map.entry("web.tls-certificate", "talk.pem"),
            Map.entry("web.tls-key", "talk.key"),
            Map.entry("web.proxies", "[\"127.0.0.1\"]"),
            Map.entry("store.path", "other.db"));

    private static final Map<String, String> OTHER_OF_A_LINK = Map.ofEntries(
            Map.entry("name", "other"),
            Map.entry("host", "other.example"),
            Map.entry("system-id", "me"),
            Map.entry("password", "secret"),
            Map.entry("system-type", "VMA"),
            Map.entry("bind", "pair"),
            Map.entry("tls", "true"),
            Map.entry("tls-trust-store", "trust.p12"),
            Map.entry("tls-trust-store-password", "changeit"),
            Map.entry("long-texts", "payload"),
            Map.entry("port-by", "parameter"),
            Map.entry("receipts", "false"),
            Map.entry("default-alphabet", "latin1"),
            Map.entry("region", "GB"),
            Map.entry("prefixes", "[\"+44\"]"));

    /** Components that are called otherwise than their keys. */
    private static final Map<String, String> KEY_OF = Map.ofEntries(
            Map.entry("loops", "dial-out.loops"),
            Map.entry("codes.uses", "call-in.code-uses"),
            Map.entry("codes.number-only", "call-in.number-only"),
            Map.entry("codes.strangers.burst", "call-in.strangers.burst"),
            Map.entry("codes.strangers.per", "call-in.strangers.per"),
            Map.entry("entrance.web", "web.url"),
            Map.entry("entrance.call-in", "call-in.address"),
            Map.entry("entrance.programs", "call-in.invitation-port"),
            Map.entry("call-in.patience", "call-in.return"),
            Map.entry("call-in.tls.certificate", "call-in.tls-certificate"),
            Map.entry("call-in.tls.key", "call-in.tls-key"),
            Map.entry("call-in.unproved.per-network", "call-in.unproved-per-network"),
            Map.entry("call-in.unproved.overall", "call-in.unproved"),
            Map.entry("call-in.ports.range", "call-in.ports"),
            Map.entry("call-in.ports.per-number", "call-in.ports-per-number"),
            Map.entry("call-in.ports.linger", "call-in.port-linger"),
            Map.entry("call-in.ports.rest", "call-in.port-rest"),
            Map.entry("web.tls.certificate", "web.tls-certificate"),
            Map.entry("web.tls.key", "web.tls-key"),
            Map.entry("policy.moderator-gone.then", "room.policy.last-moderator"),
            Map.entry("smpp.links.endpoint.tls.enabled", "smpp.links.tls"),
            Map.entry("smpp.links.endpoint.tls.trust-store", "smpp.links.tls-trust-store"),
            Map.entry("smpp.links.endpoint.tls.trust-store-password", "smpp.links.tls-trust-store-password"),
            Map.entry("smpp.links.encoding.alphabet", "smpp.links.default-alphabet"),
            Map.entry("smpp.links.timers.connect", "smpp.links.connect-timeout"),
            Map.entry("smpp.links.timers.response", "smpp.links.response-timeout"),
            Map.entry("smpp.links.timers.enquire", "smpp.links.enquire-interval"),
            Map.entry("smpp.links.timers.accept", "smpp.links.accept-timeout"));

    /** What a key changes beside its own field. */
    private static final Map<String, String> REACHES_TOO =
            Map.of("admission.early", "schedule.early", "region", "smpp.links.region");

    private static Settings parse(String text) {
        return Settings.parse(text, HERE);
    }

    @Test
    void theShippedFileIsSoundAndHoldsTheDefaultsOfEveryPackage() {
        Settings shipped = parse("");

        assertThat(shipped.serviceNumbers()).containsExactly(new ServiceNumber("84433"));
        assertThat(shipped.store()).isEqualTo(StoreSettings.at(HERE.resolve("convoke.db")));
        assertThat(shipped.pinKeyFile()).isEqualTo(HERE.resolve("convoke.db.key"));
        assertThat(shipped.inbox()).isEqualTo(InboxSettings.defaults());
        assertThat(shipped.room()).isEqualTo(RoomSettings.defaults());
        assertThat(shipped.policy()).isEqualTo(RoomPolicy.defaults());
        LinkSettings link = shipped.smpp().links().get(0);
        assertThat(link)
                .isEqualTo(LinkSettings.of("local", "127.0.0.1", 2775, new Login("convoke", Secret.of(""), "")));
    }

    /** They are read from the shipped file; what they are for is told here once more for those on which most depends. */
    @Test
    void theDefaultsOnWhichMostDependsAreWhatWeHaveMeasured() {
        assertThat(InboxSettings.defaults().maxAge()).isEqualTo(Duration.ofMinutes(5));
        assertThat(InboxSettings.defaults().duplicateWindow()).isEqualTo(Duration.ofSeconds(20));
        assertThat(OutboxSettings.defaults().resendUnknown()).isFalse();
        assertThat(DialOutSettings.defaults().allow()).isEmpty();
        assertThat(DialOutSettings.defaults().minPort()).isEqualTo(1024);
        assertThat(AdmissionSettings.defaults().pins().free()).isEqualTo(3);
        assertThat(AdmissionSettings.defaults().perSender()).isEqualTo(new RateLimit(20, Duration.ofMinutes(1)));
    }

    static Stream<String> everyKey() {
        return ConfigFactory.parseString(Configuration.shippedText()).entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !key.startsWith("smpp.link-defaults."))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void everyKeyReachesItsField(String key) {
        Config shipped = ConfigFactory.parseString(Configuration.shippedText());

        Settings changed = parse(key + " = " + otherValue(OTHER, key, shipped));

        List<String> reached = new ArrayList<>(List.of(key));
        Optional.ofNullable(REACHES_TOO.get(key)).ifPresent(reached::add);
        assertThat(keysThatDiffer(parse(""), changed)).containsExactlyInAnyOrderElementsOf(reached);
    }

    static Stream<String> everyKeyOfALink() {
        return ConfigFactory.parseString(Configuration.shippedText())
                .getConfig("smpp.link-defaults")
                .entrySet()
                .stream()
                .map(Map.Entry::getKey)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("everyKeyOfALink")
    void everyKeyOfALinkReachesItsField(String key) {
        Config shipped = ConfigFactory.parseString(Configuration.shippedText()).getConfig("smpp.link-defaults");
        String other = otherValue(OTHER_OF_A_LINK, key, shipped);

        Settings plain = parse("smpp.links = [{ name = a, host = h }]");
        Settings changed = parse("smpp.links = [{ name = a, host = h, " + key + " = " + quoted(other) + " }]");

        assertThat(keysThatDiffer(plain, changed)).containsExactly("smpp.links." + key);
    }

    /** By their components' names, the keys of the settings in which two differ: so none is read into another's field. */
    private static Set<String> keysThatDiffer(Settings one, Settings other) {
        Set<String> paths = new TreeSet<>();
        addDifferences("", one, other, paths);
        return paths.stream().map(SettingsTest::keyOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void addDifferences(String path, Object one, Object other, Set<String> paths) {
        if (one.equals(other)) {
            return;
        }
        if (one instanceof Record && !(one instanceof Cidr)) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                addDifferences(
                        path.isEmpty() ? name : path + "." + name,
                        valueOf(component, one),
                        valueOf(component, other),
                        paths);
            }
        } else if (one instanceof List<?> many
                && other instanceof List<?> others
                && many.size() == others.size()
                && many.get(0) instanceof LinkSettings) {
            addDifferences(path, many.get(0), others.get(0), paths);
        } else {
            paths.add(path);
        }
    }

    private static Object valueOf(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Records group what the file does not, or the other way round. */
    private static String keyOf(String path) {
        String ungrouped = path.replaceFirst("^(smpp\\.links\\.)(endpoint|login|encoding|submit|timers)\\.", "$1")
                .replaceFirst("^policy\\.[a-z-]+\\.", "room.policy.");
        return KEY_OF.getOrDefault(path, ungrouped);
    }

    private static String quoted(String value) {
        return value.startsWith("[") ? value : "\"" + value + "\"";
    }

    private static String otherValue(Map<String, String> given, String key, Config shipped) {
        return given.containsKey(key) ? given.get(key) : another(shipped.getValue(key));
    }

    /** A little more than the shipped value, in the same unit. */
    private static String another(ConfigValue value) {
        String shipped = value.unwrapped().toString();
        java.util.regex.Matcher number =
                java.util.regex.Pattern.compile("([0-9]+)(.*)").matcher(shipped);
        assertThat(number.matches()).as("give " + shipped + " another value").isTrue();
        return (Long.parseLong(number.group(1)) + 1) + number.group(2);
    }

    @Test
    void namesFileLineKeyValueAndRemedyOfEveryMistakeAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("convoke.conf"), """
                service-numbers = ["84433", "eight"]
                room {
                  empty-timout = 5m
                  seats = 1
                  policy { grace = 25h, numbers = some }
                }
                dial-out.connect-timeout = fast
                smpp.links = [{ name = a, host = h, port = 70000 }, { name = b, host = h, bnd = pair }]
                """);

        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains(
                        "convoke.conf:1: service-numbers: \"eight\" (expected: + and 7 to 15 digits",
                        "convoke.conf:3: room.empty-timout is no setting; did you mean empty-timeout?",
                        "convoke.conf:4: room.seats: 1 (expected: 2..100000)",
                        "convoke.conf:5: room.policy.grace: 25h (expected: 0ms..24h)",
                        "convoke.conf:5: room.policy.numbers: \"some\" (expected: nobody, moderators, all)",
                        "convoke.conf:7: dial-out.connect-timeout: \"fast\" (expected: a duration such as",
                        "convoke.conf:8: smpp.links[0].port: 70000 (expected: 1..65535)",
                        "convoke.conf:8: smpp.links[1].bnd is no setting; did you mean bind?");
    }

    @Test
    void aTimeWithoutAUnitIsNoTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("convoke.conf"), """
                room.policy.slow = 5
                room.empty-timeout = "90"
                dial-out.retry-delay = 2000
                schedule.warnings = [5m, 1]
                room.policy.refill = 0
                """);

        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains(
                        "convoke.conf:1: room.policy.slow: 5 (expected: a duration such as 500ms, 30s, 5m or 2h;"
                                + " a unit is missing: 5s?)",
                        "convoke.conf:2: room.empty-timeout: \"90\" (expected: ",
                        "a unit is missing: 90m?",
                        "convoke.conf:3: dial-out.retry-delay: 2000 (expected: ",
                        "a unit is missing: 2000ms?",
                        "convoke.conf:4: schedule.warnings: ",
                        "(expected: a list of durations such as [5m, 1m]; a unit is missing: 1s?)",
                        "convoke.conf:5: room.policy.refill: 0 (expected: ");
    }

    @Test
    void aTimeMayHaveSeveralUnits() {
        assertThat(parse("room.empty-timeout = 1h30m").room().emptyTimeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(parse("room.empty-timeout = 1h 30m").room().emptyTimeout()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void aMissingFileSaysHowToGetOne(@TempDir Path folder) {
        assertThatThrownBy(() -> Settings.read(folder.resolve("convoke.conf")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("there is no such file; convoke config > ");
    }

    @Test
    void neverShowsThePasswordOfALink() {
        Settings settings = parse("smpp.links = [{ name = a, host = h, password = s3cr3t }]");

        assertThat(settings.toString()).doesNotContain("s3cr3t");
        assertThatThrownBy(() -> parse("smpp.links = [{ name = a, host = h, password = \"muchtoolong\" }]"))
                .hasMessageContaining("password")
                .message()
                .doesNotContain("muchtoolong");
    }

    @Test
    void pathsStartAtTheFolderOfTheFile() {
        assertThat(parse("store.path = \"data/c.db\"").store().path()).isEqualTo(HERE.resolve("data/c.db"));
        assertThat(parse("store.path = \"/var/lib/c.db\"").store().path()).isEqualTo(Path.of("/var/lib/c.db"));
        assertThat(parse("").smpp().links()).hasSize(1);
        assertThat(List.of(parse(""))).isEqualTo(List.of(parse("")));
    }
}
