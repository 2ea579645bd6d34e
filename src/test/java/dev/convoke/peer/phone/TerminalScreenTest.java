package dev.convoke.peer.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person at a terminal sees while typing: a terminal whose keys and screen are streams. */
@Timeout(30)
class TerminalScreenTest {

    private static final String TAB = "\t";
    private static final String UP = "\u001bOA";

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Vocabulary vocabulary = new Vocabulary();
    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private TerminalScreen screen;
    private Thread reading;

    @BeforeEach
    void begin() throws IOException {
        screen = screen(true);
        reading = threads.thread("test-keys", this::read);
        reading.start();
    }

    private TerminalScreen screen(boolean colours) throws IOException {
        ExternalTerminal terminal =
                new ExternalTerminal("test", "xterm", new PipedInputStream(keys), shown, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(80, 24));
        return new TerminalScreen(terminal, vocabulary, colours);
    }

    private void read() {
        Optional<String> line = screen.read();
        while (line.isPresent()) {
            typed.add(line);
            line = screen.read();
        }
        typed.add(line);
    }

    @AfterEach
    void end() throws Exception {
        screen.close();
        keys.close();
        reading.join(5_000);
    }

    private void press(String what) throws IOException {
        keys.write(what.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private String line() throws InterruptedException {
        Optional<String> line = typed.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("line; shown: %s", shown()).isNotNull();
        return line.orElse("(the end)");
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private void awaitShown(String what) {
        await().atMost(Duration.ofSeconds(10)).until(() -> shown().contains(what));
    }

    @Test
    void whatComesInDoesNotBreakTheLineThatIsBeingTyped() throws Exception {
        press("hel");
        awaitShown("hel");

        screen.show(HeardLine.of("<Bob> in between"));
        press("lo\r");

        assertThat(line()).isEqualTo("hello");
        assertThat(shown()).contains("in between");
    }

    @Test
    void exclamationMarksQuotesAndBackslashesAreLetters() throws Exception {
        press("it's !! a \\ \"test !$\r");

        assertThat(line()).isEqualTo("it's !! a \\ \"test !$");
    }

    @Test
    void completesCommandsAndNames() throws Exception {
        vocabulary.heard(HeardLine.of("* Barbara joined (3 people here)"));
        press("/unl" + TAB);
        awaitShown("/unlock");
        press("\r");
        assertThat(line().strip()).isEqualTo("/unlock");

        press("/msg Bar" + TAB);
        awaitShown("Barbara");
        press("hi\r");

        assertThat(line()).isEqualTo("/msg Barbara hi");
    }

    @Test
    void theArrowKeyBringsBackWhatWasSaidButNoAnswer() throws Exception {
        press("hello\r");
        assertThat(line()).isEqualTo("hello");
        screen.show(HeardLine.of("? PIN (press Enter if you were given none):"));
        press("4921\r");
        assertThat(line()).isEqualTo("4921");

        press(UP + "\r");

        assertThat(line()).isEqualTo("hello");
    }

    @Test
    void ringsForPrivateTextsAlone() {
        screen.show(HeardLine.of("<Bob> hello"));
        screen.show(HeardLine.of("* Bob left"));
        assertThat(shown()).doesNotContain("\u0007");

        screen.show(HeardLine.of("-Bob- psst"));

        assertThat(shown()).contains("\u0007");
    }

    @Test
    void controlDQuits() throws Exception {
        press("\u0004");

        assertThat(line()).isEqualTo("(the end)");
    }

    @Test
    void aPersonHasOneColour() {
        screen.show(HeardLine.of("<Bob> one"));
        screen.show(HeardLine.of("<Bob> two"));

        String name = shown().replaceAll("(?s).*?(\u001b\\[[0-9;]*m)Bob.*", "$1");
        assertThat(name).startsWith("\u001b[");
        assertThat(shown().split(Pattern.quote(name + "Bob"), -1)).hasSize(3);
    }
}
