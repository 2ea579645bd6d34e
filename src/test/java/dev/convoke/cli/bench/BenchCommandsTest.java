package dev.convoke.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoke.cli.Main;
import dev.convoke.cli.base.CliThreads;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benches of the engine: that what they say is true of the engine, not how fast it is. */
@Timeout(120)
class BenchCommandsTest {

    private static final int PATIENCE_MS = 20_000;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @CsvSource({"line", "json"})
    void measuresAFanoutAndSaysWhatHolds(String protocol) throws IOException {
        int exitCode = run(
                "bench",
                "fanout",
                "--receivers",
                "7",
                "--senders",
                "3",
                "--seconds",
                "1",
                "--rate",
                "50",
                "--protocol",
                protocol,
                "--measure",
                "throughput,latency",
                "--format",
                "json");

        assertThat(err.toString()).doesNotContain("do not count");
        assertThat(exitCode).isZero();
        JsonNode found = new ObjectMapper().readTree(out.toString());
        assertThat(found.get("receivers").asInt()).isEqualTo(7);
        assertThat(found.get("protocol").asText()).isEqualTo(protocol);
        assertThat(found.get("deliveries-per-second").asDouble()).isGreaterThan(100);
        assertThat(found.get("throughput-cpu-us").asDouble()).isPositive();
        assertThat(found.get("latency-p50-ms").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(found.get("latency-max-ms").asDouble());
        assertThat(found.has("leg-kb")).isFalse();
    }

    @Test
    void keepsATranscriptOfAFanout() {
        assertThat(run(
                        "bench",
                        "fanout",
                        "--receivers",
                        "2",
                        "--seconds",
                        "1",
                        "--measure",
                        "latency",
                        "--transcript",
                        folder.resolve("new").toString()))
                .isZero();

        assertThat(out.toString()).contains("transcript  on").contains("ms, p99");
        assertThat(messages(folder.resolve("new"), "8401234").stream()
                        .filter(message -> message.kind().equals("speech")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void measuresTheMemoryOfIdleLegsAndRooms() {
        assertThat(run("bench", "fanout", "--receivers", "200", "--rooms", "50", "--measure", "memory"))
                .isZero();

        assertThat(out.toString())
                .containsPattern("memory, 200 to 1,000 legs +[0-9]+\\.[0-9]{2}  kB per idle leg")
                .containsPattern("memory, 50 to 250 rooms +[0-9]+\\.[0-9]{2}  kB per idle room of five legs");
    }

    @ParameterizedTest
    @CsvSource({
        "--receivers, 0, 1 to 50000",
        "--window, 5000, 1 to 4096",
        "--rate, 0.01, 0.1 or more",
        "--seconds, 601, 1 to 600",
        "--rate, 100000, 20 million deliveries"
    })
    void refusesWhatCannotBeMeasured(String option, String typed, String expected) {
        assertThat(run("bench", "fanout", option, typed)).isEqualTo(2);

        assertThat(err.toString()).contains(option + ": " + typed).contains(expected);
    }

    @Test
    void spreadsExternalDevicesOverRoomsAndKeepsWhatTheySay() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread engine = new Thread(
                    () -> run(
                            "bench",
                            "engine",
                            "127.0.0.1",
                            String.valueOf(listening.getLocalPort()),
                            "1",
                            "4",
                            "--rooms",
                            "2",
                            "--transcript",
                            folder.toString()),
                    "engine");
            engine.start();
            List<Device> devices = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                devices.add(new Device(listening.accept()));
            }
            devices.sort(Comparator.comparing(device -> device.nick));

            devices.get(0).say("to the first room");
            String inFirst = devices.get(2).heardFrom("P0");
            devices.get(1).say("to the second room");
            String inSecond = devices.get(3).heardFrom("P");
            engine.interrupt();
            engine.join(PATIENCE_MS);

            assertThat(inFirst).isEqualTo("<P0> to the first room");
            assertThat(inSecond).isEqualTo("<P1> to the second room");
        }
        assertThat(messages(folder, "8401234")).extracting(Message::text).contains("to the first room");
        assertThat(messages(folder, "8401235")).extracting(Message::text).contains("to the second room");
    }

    private static List<Message> messages(Path folder, String room) {
        try (Store store = SqliteStore.open(
                StoreSettings.at(folder.resolve("bench.db")), StoreSecret.random(), CliThreads.maker())) {
            long meeting = store.meetings()
                    .ofRoom(new ConferenceNumber(room), 1)
                    .get(0)
                    .id();
            return store.meetings().messages(meeting, 0, 1_000);
        }
    }

    /** A phone that the engine has dialled. */
    private static final class Device {
        private final Socket socket;
        private final BufferedReader lines;

        /** The name in its welcome. */
        private final String nick;

        Device(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MS);
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            nick = next("* Welcome to").replaceAll(".* You are (P[0-9]+)\\..*", "$1");
        }

        String heardFrom(String nick) throws IOException {
            return next("<" + nick);
        }

        private String next(String beginning) throws IOException {
            String line = lines.readLine();
            while (!line.startsWith(beginning)) {
                line = lines.readLine();
            }
            return line;
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
