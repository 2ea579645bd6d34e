package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.phone.Relayed;
import dev.convoke.peer.phone.TypedPhone;
import dev.convoke.peer.turn.Coturn;
import dev.convoke.peer.turn.TurnCredentials;
import dev.convoke.peer.turn.TurnTiming;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The intermediary server of US 8,018,877: devices that nobody can dial, behind Debian's coturn, with the whole server. */
@Timeout(90)
class RelayedDeviceTest {

    @RegisterExtension
    private final Coturn relay = Coturn.withSecret();

    @RegisterExtension
    private final Convoke convoke = new Convoke("""
            dial-out.relays = ["127.0.0.1"]
            """);

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    /** Where the relay let people be reached. */
    private final List<DeviceAddress> addresses = new CopyOnWriteArrayList<>();

    private TypedPhone phone(int person, String nick) {
        return new TypedPhone(new Relayed(
                relay.server(),
                () -> TurnCredentials.timeLimited(
                        Coturn.SECRET, nick, Instant.now().plusSeconds(3600)),
                List.of(InetAddress.getLoopbackAddress()),
                TurnTiming.usual(),
                threads,
                at -> {
                    addresses.add(at);
                    convoke.text(person, "JOIN " + at + " " + ROOM + " " + nick);
                }));
    }

    @Test
    void aDeviceBehindARelayIsDialledAndTalks() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up. You are Bob");
            bob.type("from behind a relay");
            hears(alice, "<Bob> from behind a relay");
            alice.say("so I hear");
            bob.hears("<Alice> so I hear");
        }

        hears(alice, "Bob left");
    }

    @Test
    void aLostLegIsDialledAgainThroughTheSameAllocation() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");
            bob.phone().hangUp();
            bob.hears("still listening");

            await().atMost(PATIENCE).until(() -> {
                alice.say("are you back?");
                return bob.lines().stream().anyMatch(line -> line.contains("are you back?"));
            });
            bob.type("yes");

            hears(alice, "<Bob> yes");
            assertThat(addresses).hasSize(1);
            assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left"));
        }
    }

    @Test
    void manyPeopleAreBehindOneRelay() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        List<TypedPhone> phones = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                phones.add(phone(10 + i, "P" + i + "x"));
            }
            for (TypedPhone one : phones) {
                one.hears("Welcome to Stand-up");
            }
            alice.say("all here?");

            for (TypedPhone one : phones) {
                one.hears("<Alice> all here?");
            }
            assertThat(addresses).doesNotHaveDuplicates().hasSize(6);
        } finally {
            phones.forEach(TypedPhone::close);
        }
    }

    @Test
    void guessesFromOneDeviceDoNotShutOutTheOthersAtItsRelay() throws Exception {
        convoke.moderator(1, "Alice");
        for (int i = 0; i < 40; i++) {
            convoke.text(200 + i, "OPEN 127.0.0.1:" + (20_000 + i) + " " + ROOM + " 1111 Mallory");
        }

        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up. You are Bob");
        }
    }

    @Test
    void whoeverQuitsThroughARelayIsNotWaitedFor() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");

            bob.endOfInput();

            assertThat(alice.await(line -> line.contains("Bob left"), Duration.ofSeconds(10)))
                    .isPresent();
            assertThat(bob.outcome()).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aRelayThatGoesDownIsToldOf() throws Exception {
        convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");

            relay.stop();

            bob.hears("The relay is lost");
        }
    }
}
