package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The two promises of the room log: a slow leg costs nobody anything, and a durable room shows nothing that is not on disk. */
@Timeout(60)
class SlowAndDurableTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(new RoomSettings(Duration.ofMinutes(1), 64 << 10, Duration.ofSeconds(2), 100, 1_000))
            .with(records);

    @Test
    void aLegThatReadsNothingDelaysNobodyAndIsToldWhatItMissed() throws IOException {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setReceiveBufferSize(4 << 10);
            Socket slow = dialledIn(listening, 2, "Slow");
            hears(alice, "Slow joined");

            String text = "x".repeat(1_000);
            for (int i = 0; i < 9_000; i++) {
                alice.say(i + " " + text);
            }
            hears(alice, "<Alice> 8999 ");

            try (slow;
                    BufferedReader lines =
                            new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8))) {
                String skipped = lines.lines()
                        .filter(line -> line.endsWith("messages skipped: your connection was too slow."))
                        .findFirst()
                        .orElseThrow();
                assertThat(skipped).startsWith("* ");
            }
        }
    }

    @Test
    void aLegThatTakesNothingForTooLongIsDropped() throws IOException {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setReceiveBufferSize(4 << 10);
            try (Socket stuck = dialledIn(listening, 2, "Stuck")) {
                hears(alice, "Stuck joined");
                String text = "x".repeat(1_000);

                // How much the kernel swallows before a leg is stuck differs between machines: talk on until it is.
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        alice.say(text);
                    }
                    return alice.await(line -> line.startsWith("* Stuck was too slow"), Duration.ofMillis(50))
                            .isPresent();
                });

                assertThat(stuck.isConnected()).isTrue();
            }
        }
    }

    private Socket dialledIn(ServerSocket listening, int person, String nick) throws IOException {
        var result = engine.connect(
                DeviceAddress.parse("127.0.0.1:" + listening.getLocalPort()).orElseThrow(),
                new Destination.InRoom(engine.entry(person, nick, Role.PARTICIPANT)));
        Socket accepted = listening.accept();
        Optional<RefusalReason> refused = result.orTimeout(5, TimeUnit.SECONDS).join();
        assertThat(refused).isEmpty();
        return accepted;
    }

    @Test
    void aDurableRoomShowsNothingBeforeItIsCommitted() {
        engine.with(new RoomProfile(NUMBER, "", true, Duration.ofMinutes(1)));
        records.holdBack();
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        hears(alice, "What is said here is recorded.");
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);
        alice.say("one");
        alice.say("two");
        alice.say("/who");
        hears(alice, "| 1 person");
        assertThat(alice.heard()).noneMatch(line -> line.contains("open") || line.startsWith("<"));

        records.commit();
        hears(alice, "The room is open");
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);
        records.commit();

        hears(alice, "<Alice> two");
        assertThat(records.entries().stream().map(LogEntry::seq)).containsExactly(1L, 2L, 3L);
        assertThat(records.entries().get(2).event())
                .isEqualTo(new RoomEvent.Speech(
                        engine.entry(1, "Alice", Role.MODERATOR).nick().orElseThrow(), "two"));
    }

    @Test
    void aMeetingGoesOnWhenItsTranscriptCannotBeKept() {
        engine.with(new RoomProfile(NUMBER, "", true, Duration.ofMinutes(1)));
        records.holdBack();
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);

        records.fail();
        alice.say("still here?");

        hears(alice, "* The transcript has stopped");
        hears(alice, "<Alice> still here?");
    }
}
