package dev.convoke.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the operator's file is found, read, and laid over the defaults; what the settings mean is for their packages' tests. */
class ConfigurationTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Section store(Section top) {
        return top.section("store");
    }

    private static int readers(Section top) {
        return store(top).count("readers");
    }

    private static List<String> problemsOf(Path file, Function<Section, ?> reader) {
        try {
            throw new AssertionError(file + " was taken: " + Configuration.read(file, reader));
        } catch (SettingsException refused) {
            return refused.problems();
        }
    }

    private static List<String> problemsOf(String text, Function<Section, ?> reader) {
        try {
            throw new AssertionError(text + " was taken: " + Configuration.parse(text, Path.of(""), reader));
        } catch (SettingsException refused) {
            return refused.problems();
        }
    }

    @Test
    void aMissingFileIsNamedWithTheWayToMakeOne() {
        Path missing = folder.resolve("none.conf");

        assertThat(problemsOf(missing, top -> 1))
                .containsExactly(missing + ": there is no such file; convoke config > " + missing
                        + " writes the commented default, --config names another");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(problemsOf(folder, top -> 1)).singleElement().asString().contains(folder.toString());
    }

    @Test
    void whatIsNoHoconIsToldWithFileAndLine() throws IOException {
        Path broken = file("broken.conf", "store {\n  readers = 2\n");

        assertThat(problemsOf(broken, ConfigurationTest::readers))
                .singleElement()
                .asString()
                .contains(broken.toString())
                .contains("3");
    }

    @Test
    void aSubstitutionOfNothingIsRefused() throws IOException {
        Path file = file("convoke.conf", "store.path = ${no-such-thing}\n");

        assertThat(problemsOf(file, top -> store(top).text("path")))
                .singleElement()
                .asString()
                .contains("no-such-thing")
                .contains(file + ": 1");
    }

    @Test
    void anOptionalSubstitutionOfNothingLeavesTheDefault() {
        int readers = Configuration.parse("store.readers = ${?NO_SUCH_THING}", folder, ConfigurationTest::readers);

        assertThat(readers).isEqualTo(Configuration.defaults("store").count("readers"));
    }

    @Test
    void aSubstitutionSeesTheOperatorsFileAndNotTheDefaults() {
        String twice = "store.queue = 64\nstore.readers = ${store.queue}";
        int readers = Configuration.parse(twice, folder, ConfigurationTest::readers);
        assertThat(readers).isEqualTo(64);

        assertThat(problemsOf("store.readers = ${store.queue}", ConfigurationTest::readers))
                .singleElement()
                .asString()
                .contains("store.queue");
    }

    @Test
    void whatAnIncludedFileSaysHoldsAndWhatStandsBehindItHoldsMore() throws IOException {
        file("site.conf", "store { readers = 7, queue = 99 }");
        Path main = file("convoke.conf", "include \"site.conf\"\nstore.queue = 100\n");

        List<Integer> read =
                Configuration.read(main, top -> List.of(readers(top), store(top).count("queue")));

        assertThat(read).containsExactly(7, 100);
    }

    @Test
    void aMistakeInAnIncludedFileIsToldByItsOwnName() throws IOException {
        file("site.conf", "\nstore.readerss = 7\n");
        Path main = file("convoke.conf", "include \"site.conf\"\n");

        assertThat(problemsOf(main, ConfigurationTest::readers))
                .singleElement()
                .asString()
                .contains("site.conf")
                .contains("store.readerss is no setting; did you mean readers?");
    }

    @Test
    void anIncludedFileMayBeMissingUnlessItIsRequired() throws IOException {
        Path lenient = file("lenient.conf", "include \"none.conf\"\nstore.readers = 5\n");
        Path strict = file("strict.conf", "include required(\"none.conf\")\nstore.readers = 5\n");

        int readers = Configuration.read(lenient, ConfigurationTest::readers);

        assertThat(readers).isEqualTo(5);
        assertThat(problemsOf(strict, ConfigurationTest::readers))
                .singleElement()
                .asString()
                .contains("none.conf");
    }

    @Test
    void aRelativePathStartsAtTheFolderOfTheFile() throws IOException {
        Path file = file("convoke.conf", "store.path = \"data/../rows.db\"");

        Path path = Configuration.read(file, top -> store(top).path("path"));

        assertThat(path).isEqualTo(folder.resolve("rows.db"));
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        List<String> problems = problemsOf(
                "store { readers = many, busy-timeout = 5 }\nnonsense = 1",
                top -> readers(top) + store(top).duration("busy-timeout").toSeconds());

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("settings:2: nonsense is no setting; config/convoke.conf lists them all");
        assertThat(problems.get(1)).contains("settings:1: store.readers: ").contains("expected: a whole number");
        assertThat(problems.get(2)).contains("store.busy-timeout: 5 (expected: a duration such as");
    }

    @Test
    void anEmptyTextIsTheDefaults() {
        Duration busy = Configuration.parse("", folder, top -> store(top).duration("busy-timeout"));

        assertThat(busy).isEqualTo(Configuration.defaults("store").duration("busy-timeout"));
    }

    @Test
    void theDefaultsKnowTheirSections() {
        assertThat(Configuration.shippedText()).contains("store {");
        assertThatThrownBy(() -> Configuration.defaults("stoer")).hasMessageContaining("stoer");
    }
}
