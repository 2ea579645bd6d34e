package dev.convoke.callin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.MeetingPorts.Owner;
import dev.convoke.room.port.Opening;
import dev.convoke.room.port.Opening.Outcome;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ports of meetings, on real sockets. */
@Timeout(60)
class AllocatedPortsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Person ALICE = Engine.person(1);
    private static final ConferenceNumber ONE = new ConferenceNumber("8401001");
    private static final ConferenceNumber TWO = new ConferenceNumber("8401002");
    private static final ConferenceNumber THREE = new ConferenceNumber("8401003");

    @RegisterExtension
    private final Engine engine = new Engine();

    private final PortRange three = freeRange(3);

    /** Nobody gets any further than the port. */
    private static final class Nowhere implements Gate {
        @Override
        public String networkOf(InetAddress from) {
            return from.getHostAddress();
        }

        @Override
        public CodePolicy policy(String network) {
            throw new IllegalStateException("nobody comes by the well-known port");
        }

        @Override
        public CodePolicy policy(String network, Owner owner) {
            return new CodePolicy() {
                @Override
                public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
                    return new CompletableFuture<>();
                }

                @Override
                public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
                    return new CompletableFuture<>();
                }
            };
        }

        @Override
        public CompletionStage<Optional<String>> meeting(ConferenceNumber room) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<PrivateEvent>> openPort(ConferenceNumber room, Person by) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private AllocatedPorts ports(int perNumber, Duration linger) {
        CallInSettings settings = CallInSettings.defaults();
        Acceptor acceptor = new Acceptor(
                settings, engine.legs(), new Nowhere(), new Unproved(settings.unproved()), Optional.empty());
        AllocatedPorts ports = new AllocatedPorts(
                engine.transport(),
                new PortSettings(Optional.of(three), perNumber, linger, Duration.ofMinutes(10)),
                three,
                port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "203.0.113.9",
                new Nowhere(),
                acceptor);
        engine.onceClosed(ports::close);
        return ports;
    }

    private static PortRange freeRange(int size) {
        for (; ; ) {
            List<ServerSocket> reserved = new ArrayList<>();
            try {
                reserved.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                int first = reserved.get(0).getLocalPort();
                for (int i = 1; i < size; i++) {
                    reserved.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
                }
                return new PortRange(first, first + size - 1);
            } catch (IOException taken) {
                // Elsewhere, then.
            } finally {
                reserved.forEach(AllocatedPortsTest::close);
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Opening open(AllocatedPorts ports, ConferenceNumber room, Person by) {
        return ports.open(new Owner(room, "2xj5", false), by)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static boolean accepts(int port) {
        try (Socket device = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return device.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static void awaitRefusal(int port) {
        await().atMost(PATIENCE).until(() -> !accepts(port));
    }

    @Test
    void aMeetingHasOnePortHoweverOftenItIsAskedFor() {
        AllocatedPorts ports = ports(9, Duration.ZERO);

        Opening first = open(ports, ONE, ALICE);
        Opening again = open(ports, ONE, Engine.person(2));

        assertThat(first).isEqualTo(Opening.at(Outcome.OPENED, "203.0.113.9", three.first()));
        assertThat(again).isEqualTo(Opening.at(Outcome.WAS_OPEN, "203.0.113.9", three.first()));
        assertThat(accepts(three.first())).isTrue();
        assertThat(ports.of(ONE)).contains(new PortOfMeeting(first.address(), false));
        assertThat(ports.of(TWO)).isEmpty();
    }

    @Test
    void onePersonHasSoManyAndAnotherStillGetsOne() {
        AllocatedPorts ports = ports(1, Duration.ZERO);

        assertThat(open(ports, ONE, ALICE).outcome()).isEqualTo(Outcome.OPENED);
        assertThat(open(ports, TWO, ALICE).outcome()).isEqualTo(Outcome.TOO_MANY);
        assertThat(open(ports, TWO, Engine.person(2)).outcome()).isEqualTo(Outcome.OPENED);
    }

    @Test
    void portsOfOtherProcessesArePassedOverUntilNoneIsLeft() throws IOException {
        AllocatedPorts ports = ports(9, Duration.ZERO);
        try (ServerSocket first = new ServerSocket(three.first(), 1, InetAddress.getLoopbackAddress());
                ServerSocket third = new ServerSocket(three.last(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(open(ports, ONE, ALICE).port())
                    .isGreaterThan(first.getLocalPort())
                    .isLessThan(third.getLocalPort());
            assertThat(open(ports, TWO, ALICE).outcome()).isEqualTo(Outcome.USED_UP);
            assertThat(ports.of(TWO)).isEmpty();
        }
    }

    @Test
    void aPortThatNobodyUsesClosesAfterAWhileUnlessSomebodyComesBack() {
        AllocatedPorts ports = ports(9, Duration.ofMillis(50));
        int back = open(ports, ONE, ALICE).port();
        int left = open(ports, TWO, ALICE).port();

        ports.deserted(ONE);
        ports.engaged(ONE);
        ports.deserted(TWO);

        awaitRefusal(left);
        assertThat(accepts(back)).isTrue();
        assertThat(ports.of(TWO)).isEmpty();
    }

    @Test
    void aPortClosesWithItsMeetingAndIsGivenToNoOtherForAWhile() {
        AllocatedPorts ports = ports(9, Duration.ofMinutes(1));
        int ended = open(ports, ONE, ALICE).port();

        ports.ended(ONE);

        awaitRefusal(ended);
        assertThat(open(ports, TWO, ALICE).port()).isEqualTo(ended + 1);
        assertThat(open(ports, THREE, ALICE).port()).isEqualTo(ended + 2);
        assertThat(open(ports, ONE, ALICE).outcome()).isEqualTo(Outcome.USED_UP);
    }

    @Test
    void aMeetingThatEndsWhileItsPortIsOpenedHasNone() {
        AllocatedPorts ports = ports(9, Duration.ofMinutes(1));

        CompletionStage<Opening> opening = ports.open(new Owner(ONE, "2xj5", false), ALICE);
        ports.ended(ONE);

        awaitRefusal(three.first());
        assertThat(opening.toCompletableFuture().join().outcome()).isIn(Outcome.OFF, Outcome.OPENED);
        assertThat(ports.of(ONE)).isEmpty();
    }

    @Test
    void allClosesWithTheServer() {
        AllocatedPorts ports = ports(9, Duration.ofMinutes(1));
        int one = open(ports, ONE, ALICE).port();
        int two = open(ports, TWO, ALICE).port();

        ports.close();

        awaitRefusal(one);
        awaitRefusal(two);
        assertThat(open(ports, THREE, ALICE).outcome()).isEqualTo(Outcome.OFF);
    }
}
