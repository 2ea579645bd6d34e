package dev.convoke.peer.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a device asks of a relay, and what comes of it, with Debian's coturn. */
@Timeout(60)
class TurnAllocationTest {

    private static final InetAddress ENGINE = InetAddress.getLoopbackAddress();
    private static final TurnTiming USUAL = TurnTiming.usual();

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final Heard heard = new Heard();

    /** Keeps what an allocation hands over. */
    private static final class Heard implements TurnAllocation.Listener {
        private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();

        @Override
        public void onConnection(Socket data, InetSocketAddress from) {
            assertThat(from.getAddress()).isEqualTo(ENGINE);
            connections.add(data);
        }

        @Override
        public void onLost(String why) {
            losses.add(why);
        }

        Socket next() throws InterruptedException {
            Socket data = connections.poll(15, TimeUnit.SECONDS);
            assertThat(data).as("connection").isNotNull();
            return data;
        }
    }

    private static TurnCredentials timeLimited(Duration left) {
        return TurnCredentials.timeLimited(Coturn.SECRET, "alice", Instant.now().plus(left));
    }

    private TurnAllocation open(Coturn relay, TurnCredentials who, TurnTiming timing) throws IOException {
        return TurnAllocation.open(relay.server(), who, List.of(ENGINE), timing, threads, heard);
    }

    private static void say(Socket to, String words) throws IOException {
        to.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
    }

    private static String hears(Socket from, int octets) throws IOException {
        from.setSoTimeout(15_000);
        return new String(from.getInputStream().readNBytes(octets), StandardCharsets.UTF_8);
    }

    @Test
    void whoConnectsToTheRelayedAddressTalksWithTheDevice() throws Exception {
        try (Coturn relay = Coturn.withSecret();
                TurnAllocation allocation = open(relay, timeLimited(Duration.ofHours(1)), USUAL);
                Socket engine = new Socket(ENGINE, allocation.address().port())) {
            say(engine, "early");

            try (Socket device = heard.next()) {
                assertThat(hears(device, 5)).isEqualTo("early");
                say(device, "hello");
                assertThat(hears(engine, 5)).isEqualTo("hello");
            }
        }
    }

    @Test
    void severalConnectAtOnceAndAgain() throws Exception {
        try (Coturn relay = Coturn.withUser("alice", "wonder");
                TurnAllocation allocation = open(relay, new TurnCredentials("alice", "wonder"), USUAL)) {
            for (int i = 0; i < 6; i++) {
                try (Socket first = new Socket(ENGINE, allocation.address().port());
                        Socket second = new Socket(ENGINE, allocation.address().port());
                        Socket one = heard.next();
                        Socket other = heard.next()) {
                    say(one, "a");
                    say(other, "a");
                    assertThat(hears(first, 1) + hears(second, 1)).isEqualTo("aa");
                }
            }
        }
    }

    @Test
    void aWrongPasswordAndAnExpiredOneAreRefusedForGood() {
        try (Coturn relay = Coturn.withSecret()) {
            TurnCredentials expired = timeLimited(Duration.ofHours(-1));
            TurnCredentials wrong = new TurnCredentials(expired.user().replaceAll("^\\d+", "4000000000"), "wrong");

            for (TurnCredentials who : List.of(expired, wrong)) {
                assertThatThrownBy(() -> open(relay, who, USUAL))
                        .isInstanceOfSatisfying(
                                TurnException.class,
                                refused -> assertThat(refused.isLasting()).isTrue())
                        .hasMessageContaining("does not accept user or password");
            }
        }
    }

    @Test
    void aRelayWithoutTcpSaysSo() {
        try (Coturn relay = Coturn.withSecret("--no-tcp-relay")) {
            assertThatThrownBy(() -> open(relay, timeLimited(Duration.ofHours(1)), USUAL))
                    .isInstanceOf(TurnException.class)
                    .hasMessageContaining("no-tcp-relay");
        }
    }

    @Test
    void allocationAndPermissionOutliveTheirTimes() throws Exception {
        TurnTiming quick =
                new TurnTiming(USUAL.connect(), USUAL.answer(), Duration.ofMillis(500), Duration.ofMillis(500));
        try (Coturn relay = Coturn.withSecret("--max-allocate-lifetime=2", "--permission-lifetime=2");
                TurnAllocation allocation = open(relay, timeLimited(Duration.ofHours(1)), quick)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> allocation.reminded() >= 8);

            try (Socket engine = new Socket(ENGINE, allocation.address().port());
                    Socket device = heard.next()) {
                say(device, "still here");
                assertThat(hears(engine, 10)).isEqualTo("still here");
            }
            assertThat(heard.losses).isEmpty();
        }
    }

    @Test
    void aStaleNonceIsReplacedWithoutAWord() throws Exception {
        TurnTiming quick =
                new TurnTiming(USUAL.connect(), USUAL.answer(), Duration.ofMillis(300), Duration.ofMillis(300));
        try (Coturn relay = Coturn.withSecret("--stale-nonce=1");
                TurnAllocation allocation = open(relay, timeLimited(Duration.ofHours(1)), quick)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> allocation.reminded() >= 8);

            assertThat(heard.losses).isEmpty();
            await().until(() -> relay.log().stream().anyMatch(line -> line.contains("438")));
        }
    }

    @Test
    void tellsWhenTheRelayIsGone() throws Exception {
        try (Coturn relay = Coturn.withSecret();
                TurnAllocation allocation = open(relay, timeLimited(Duration.ofHours(1)), USUAL)) {
            assertThat(allocation.address().port()).isPositive();

            relay.stop();

            assertThat(heard.losses.poll(15, TimeUnit.SECONDS)).contains("relay");
        }
    }

    @Test
    void givesTheAddressBackWhenItIsClosed() throws Exception {
        try (Coturn relay = Coturn.withSecret()) {
            TurnAllocation allocation = open(relay, timeLimited(Duration.ofHours(1)), USUAL);
            int port = allocation.address().port();

            allocation.close();

            await().atMost(Duration.ofSeconds(15)).until(() -> isRefused(port));
            assertThat(heard.losses).isEmpty();
        }
    }

    private static boolean isRefused(int port) throws IOException {
        try (Socket probe = new Socket(ENGINE, port)) {
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }
}
