package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoke.callin.CallIn;
import dev.convoke.cli.base.FreePort;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.SimulatedDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that Debian has and everybody knows, as devices that call in: {@code nc} and {@code socat}. */
@Timeout(60)
class NetcatTest {

    private static final Pattern CODE = Pattern.compile("enter ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})");

    @RegisterExtension
    private final Convoke convoke = new Convoke(
            "call-in { port = " + FreePort.find() + ", bind = \"127.0.0.1\", address = \"203.0.113.9:7400\" }");

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final List<Program> programs = new ArrayList<>();

    /** A program with a keyboard and a screen. */
    private final class Program {
        private final Process process;
        private final Thread reader;
        private final List<String> screen = new CopyOnWriteArrayList<>();

        Program(List<String> command) throws IOException {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            reader = threads.thread("screen", this::read);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                    screen.add(line);
                }
            } catch (IOException ended) {
                // With the program.
            }
        }

        void type(String line) throws IOException {
            OutputStream keyboard = process.getOutputStream();
            keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }

        void shows(String part) {
            await().atMost(PATIENCE).until(() -> screen.stream().anyMatch(line -> line.contains(part)));
        }

        void end() {
            process.destroyForcibly();
            try {
                var unused = process.waitFor(5, TimeUnit.SECONDS);
                reader.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::end);
    }

    private Program started(List<String> template) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of(template.get(0))),
                template.get(0) + " is not there (apt-get install netcat-openbsd socat)");
        CallIn callIn = convoke.app().callIn().orElseThrow();
        String port = String.valueOf(callIn.place().getPort());
        Program program = new Program(
                template.stream().map(word -> word.replace("PORT", port)).toList());
        programs.add(program);
        return program;
    }

    private static Stream<List<String>> commands() {
        return Stream.of(
                List.of("/usr/bin/nc", "127.0.0.1", "PORT"), List.of("/usr/bin/socat", "-", "TCP:127.0.0.1:PORT"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void comeInByACodeTalkAndLeave(List<String> command) throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        convoke.text(2, "JOIN " + ROOM + " Bob");
        Matcher code = CODE.matcher(convoke.answerTo(2));
        assertThat(code.find()).isTrue();

        Program bob = started(command);
        bob.shows("? Code from your text:");
        bob.type(code.group(1));
        bob.shows("* Welcome to Stand-up. You are Bob;");
        hears(alice, "* Bob joined");
        bob.type("hello from below");
        hears(alice, "<Bob> hello from below");
        alice.say("and hello to you");
        bob.shows("<Alice> and hello to you");
        bob.type("/leave");
        bob.shows("* Goodbye.");
        hears(alice, "* Bob left");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void openARoomByTheWordsOfAText(List<String> command) throws Exception {
        Program alice = started(command);
        alice.type("OPEN " + ROOM + " " + PIN.reveal() + " Alice");
        alice.shows("the session is");
        SimulatedDevice bob = convoke.participant(2, "Bob");
        alice.shows("* Bob joined");
        bob.say("good morning");
        alice.shows("<Bob> good morning");
    }
}
