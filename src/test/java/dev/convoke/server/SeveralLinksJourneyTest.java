package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.cli.Main;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.store.RoomRow;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server between two message centres, and what an operator types meanwhile. */
@Timeout(120)
class SeveralLinksJourneyTest {

    private static final String ALICE = Convoke.msisdn(1);
    private static final String BOB = Convoke.msisdn(2);

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private Path config;
    private EmbeddedSmsc one;
    private EmbeddedSmsc two;
    private App app;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        one = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), threads);
        two = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), threads);
        config = Files.writeString(folder.resolve("convoke.conf"), """
                service-numbers = ["84433"]
                smpp.link-defaults { retry-min = 50ms, retry-max = 200ms }
                smpp.links = [{ name = one, host = "127.0.0.1", port = %d, system-id = convoke },
                              { name = two, host = "127.0.0.1", port = %d, system-id = convoke }]
                dial-out { allow = ["127.0.0.0/8"], connect-timeout = 1s, retry-delay = 500ms, settle = 20ms }
                """.formatted(one.port(), two.port()));
        MigratedFile.at(folder.resolve("convoke.db"));
        app = start();
        RoomRow room =
                RoomRow.plain(Convoke.ROOM, "Stand-up", app.pins().digest(Convoke.ROOM, Convoke.PIN), Instant.now());
        assertThat(app.store().rooms().add(room).join()).isTrue();
    }

    private App start() {
        App started = App.start(Settings.read(config), Clock.systemUTC());
        started.links().firstAttempts().orTimeout(10, TimeUnit.SECONDS).join();
        return started;
    }

    @AfterEach
    void close() {
        app.close();
        one.close();
        two.close();
    }

    private record Typed(int exitCode, String out, String err) {}

    private Typed type(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--config", config.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        return new Typed(exitCode, out.toString(), err.toString());
    }

    private static void taken(CompletableFuture<Delivery> delivery) {
        assertThat(delivery)
                .succeedsWithin(Convoke.PATIENCE)
                .extracting(Delivery::outcome)
                .isEqualTo(Delivery.Outcome.TAKEN);
    }

    private SimulatedDevice device() {
        return SimulatedDevice.listen(0, task -> threads.thread("test-device", task), line -> {});
    }

    /** An address at which nobody listens any more. */
    private DeviceAddress deserted() {
        try (SimulatedDevice gone = device()) {
            return gone.address();
        }
    }

    @Test
    void theSameTextOverBothLinksIsOneDialIn() {
        try (SimulatedDevice alice = device()) {
            String text = alice.address() + " " + Convoke.ROOM + " " + Convoke.PIN.reveal() + " Alice";

            CompletableFuture<Delivery> first = one.deliver(ALICE, Convoke.SERVICE_NUMBER, text);
            CompletableFuture<Delivery> again = two.deliver(ALICE, Convoke.SERVICE_NUMBER, text);

            taken(first);
            taken(again);
            hears(alice, "The room is open");
            taken(two.deliver(ALICE, Convoke.SERVICE_NUMBER, text));
            assertThat(alice.connections()).isEqualTo(1);
            Typed log = type("sms", "log");
            assertThat(log.out())
                    .contains("settled: in-room")
                    .contains("; room 8401234;")
                    .contains("1 text\n");
        }
    }

    @Test
    void anAnswerLeavesByTheOtherLinkWhenItsOwnIsDown() throws InterruptedException {
        taken(two.deliver(BOB, Convoke.SERVICE_NUMBER, deserted() + " " + Convoke.ROOM + " " + Convoke.PIN.reveal()));

        two.close();

        Optional<Delivered> answer = one.await(text -> text.to().equals(BOB), Convoke.PATIENCE);
        assertThat(answer)
                .map(Delivered::text)
                .hasValueSatisfying(text -> assertThat(text).startsWith("Could not connect"));
    }

    @Test
    void anOperatorDrainsStopsAndStartsALinkWhileTheOtherWorks() throws InterruptedException {
        Typed drained = type("link", "drain", "two");
        assertThat(drained.err()).isEmpty();
        assertThat(drained.exitCode()).isZero();
        assertThat(drained.out()).contains("two (transceiver) is stopped");
        await().atMost(Convoke.PATIENCE).until(() -> two.receivers() == 0);
        taken(one.deliver(BOB, Convoke.SERVICE_NUMBER, "HELP"));
        assertThat(one.await(text -> text.to().equals(BOB), Convoke.PATIENCE)).isPresent();

        Typed list = type("link", "list");
        assertThat(list.out())
                .containsPattern("LINK +BIND +STATE +SINCE +WANTED +MO +MT +LAST ERROR")
                .containsPattern("one +transceiver +bound +20[^ ]+Z +up ")
                .containsPattern("two +transceiver +stopped +20[^ ]+Z +drained +0 +0 +-")
                .containsPattern("Written [0-9]+ s ago by the running server");

        assertThat(type("link", "start", "two").out()).contains("two (transceiver) is bound");
        assertThat(two.receivers()).isEqualTo(1);
        assertThat(type("link", "stop", "two", "--no-wait").out()).contains("heeds it within");
        await().atMost(Convoke.PATIENCE).until(() -> two.receivers() == 0);
        assertThat(one.receivers()).isEqualTo(1);
    }

    @Test
    void whatIsWantedHoldsAcrossARestartAndCanBeSaidWhileNoServerRuns() {
        assertThat(type("link", "stop", "two").exitCode()).isZero();
        app.close();

        assertThat(type("link", "list").out())
                .containsPattern("one +up")
                .containsPattern("two +stopped")
                .contains("No server is running.");
        app = start();
        assertThat(one.receivers()).isEqualTo(1);
        assertThat(two.receivers()).isZero();
        app.close();
        assertThat(type("link", "start", "two").out()).contains("No server is running; the next one heeds it.");
        app = start();
        await().atMost(Convoke.PATIENCE).until(() -> two.receivers() == 1);
    }

    @Test
    void aStartThatCannotBindInTimeSaysWhyAndThatItGoesOn() {
        assertThat(type("link", "stop", "two").exitCode()).isZero();
        two.close();

        Typed started = type("link", "start", "two", "--wait", "3s");

        assertThat(started.exitCode()).isEqualTo(1);
        assertThat(started.err())
                .contains("two (transceiver) is")
                .contains("refused the connection")
                .contains("after 3s. It is still wanted");
    }

    @Test
    void anUnknownLinkIsRefusedWithTheNamesThatThereAre() {
        Typed typed = type("link", "drain", "three");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("link: \"three\" (expected: one, two)");
    }

    @Test
    void theLogShowsBothWaysMaskedUnlessItIsToReveal() throws InterruptedException {
        taken(one.deliver(BOB, Convoke.SERVICE_NUMBER, "OPEN 127.0.0.1:5000 " + Convoke.ROOM + " 9999"));
        assertThat(one.await(text -> text.to().equals(BOB), Convoke.PATIENCE)).isPresent();
        taken(two.deliver("INFO\u001b[2J", Convoke.SERVICE_NUMBER, "buy now"));
        await().atMost(Convoke.PATIENCE)
                .until(() -> type("sms", "log").out().contains(" sent")
                        && type("sms", "log").out().contains("not-a-phone"));

        String log = type("sms", "log", "--since", "1h").out();
        assertThat(log)
                .containsPattern("MO [0-9]+ \\+44\\*+02 > 84433 settled: wrong-pin; link one; room 8401234; since 20")
                .containsPattern("MT [0-9]+ 84433 > \\+44\\*+02 sent; link one; room 8401234; ids ")
                .contains("INFO?[2J > 84433")
                .doesNotContain(BOB)
                .doesNotContain("9999")
                .doesNotContain("not accepted")
                .contains("3 texts");
        assertThat(type("sms", "log", "--number", BOB, "--reveal").out())
                .contains(BOB, "Number or PIN not accepted", "2 texts");
        assertThat(type("sms", "log", "--format", "json", "--room", "8401234").out())
                .contains(
                        "\"direction\":\"MO\"",
                        "\"direction\":\"MT\"",
                        "\"room\":\"8401234\"",
                        "\"number\":\"+44********02\"")
                .doesNotContain(BOB);
        assertThat(type("sms", "log", "--since", "2026-13-01T00:00:00Z").err())
                .contains("--since: \"2026-13-01T00:00:00Z\" (expected: a duration");
        assertThat(type("sms", "log", "--limit", "0").exitCode()).isEqualTo(2);
        assertThat(type("sms", "log", "--limit", "1").out()).contains("1 text; there may be older ones");
    }
}
