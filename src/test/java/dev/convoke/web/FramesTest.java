package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.session.SessionSettings;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a WebSocket that stands. */
class FramesTest {

    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1}";

    @RegisterExtension
    private final WebSite site = new WebSite();

    @Test
    void carriesWhatIsSaidToEveryoneInWholeEvents() throws IOException {
        Browser alice = site.inTheRoom();
        Browser bob = site.inTheRoom();

        bob.say("{\"type\":\"say\",\"text\":\"grüße 😀\",\"id\":\"1\"}");

        assertThat(alice.hears("grüße")).startsWith("{").contains("\"from\":\"P2\"", "😀");
        assertThat(bob.hears("\"type\":\"ack\"")).contains("\"id\":\"1\"");
    }

    @Test
    void takesALineFeedWithinAMessageForABlank() throws IOException {
        Browser alice = site.inTheRoom();

        alice.say("{\n  \"type\": \"say\",\r\n  \"text\": \"pretty\"\n}\n");

        assertThat(alice.hears("pretty")).contains("\"kind\":\"say\"");
    }

    @Test
    void doesNotMindPiecesOfOneOctet() throws IOException {
        Browser alice = site.inTheRoom();
        byte[] frame =
                Browser.frame(0x81, "{\"type\":\"say\",\"text\":\"drop by drop\"}".getBytes(StandardCharsets.UTF_8));

        for (byte octet : frame) {
            alice.sendRaw(new byte[] {octet});
        }
        alice.hears("drop by drop");
        alice.sayInFragments("{\"type\":\"say\",\"text\":\"bit by bit\"}", 1);

        alice.hears("bit by bit");
    }

    @Test
    void answersAPingAmongFragmentsToo() throws IOException {
        Browser alice = site.inTheRoom();

        alice.sendRaw(Browser.frame(0x01, "{\"type\":\"say\",".getBytes(StandardCharsets.UTF_8)));
        alice.send(Browser.PING, new byte[] {1, 2, 3});
        Browser.Frame pong = alice.next();
        while (pong.opcode() == Browser.TEXT) {
            pong = alice.next();
        }
        alice.sendRaw(Browser.frame(0x80, "\"text\":\"whole\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(pong.opcode()).isEqualTo(Browser.PONG);
        assertThat(pong.payload()).containsExactly(1, 2, 3);
        alice.hears("whole");
    }

    @Test
    void sendsMuchInFramesOfWholeEvents() throws IOException {
        Browser alice = site.inTheRoom();
        Browser bob = site.inTheRoom();
        for (int i = 0; i < 40; i++) {
            alice.say("{\"type\":\"say\",\"text\":\"" + i + " " + "ü".repeat(1_500) + "\"}");
        }

        int next = 0;
        while (next < 40) {
            String frame = bob.next().text();
            assertThat(frame).endsWith("\n");
            for (String event : frame.lines().toList()) {
                assertThat(event).startsWith("{").endsWith("}");
                next += event.contains("\"text\":\"" + next + " ") ? 1 : 0;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_000, 70_000})
    void refusesAMessageOfSeventyKilobytesHoweverItIsCut(int fragment) throws IOException {
        Browser alice = site.inTheRoom();

        alice.sayInFragments("{\"type\":\"say\",\"text\":\"" + "a".repeat(70_000) + "\"}", fragment);

        assertThat(alice.awaitClose()).isEqualTo(1009);
        assertThat(site.counts().refused(WebRefusal.TOO_BIG)).isEqualTo(1);
    }

    @Test
    void refusesBinaryFrames() throws IOException {
        Browser alice = site.inTheRoom();

        alice.send(Browser.BINARY, HELLO.getBytes(StandardCharsets.UTF_8));

        assertThat(alice.awaitClose()).isEqualTo(1003);
        assertThat(site.counts().refused(WebRefusal.BINARY)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1]", "8401234", "GET / HTTP/1.1"})
    void speaksJsonFromTheFirstOctetOn(String first) throws IOException {
        Browser stranger = site.browser().open(first);

        assertThat(stranger.hears("\"type\":\"error\"")).startsWith("{");
    }

    @Test
    void refusesFramesThatBreakTheProtocol() throws IOException {
        Browser unmasked = site.inTheRoom();
        unmasked.sendRaw(new byte[] {(byte) 0x81, 2, '{', '}'});
        Browser compressed = site.inTheRoom();
        compressed.sendRaw(Browser.frame(0xc1, HELLO.getBytes(StandardCharsets.UTF_8)));
        Browser unknown = site.inTheRoom();
        unknown.sendRaw(Browser.frame(0x83, new byte[0]));

        assertThat(unmasked.awaitClose()).isEqualTo(1002);
        assertThat(compressed.awaitClose()).isEqualTo(1002);
        assertThat(unknown.awaitClose()).isEqualTo(1002);
        assertThat(site.counts().refused(WebRefusal.BAD_FRAME)).isEqualTo(3);
    }

    @Test
    void takesAnEmptyMessageForNothing() throws IOException {
        Browser alice = site.inTheRoom();

        alice.say("");
        alice.sendRaw(Browser.frame(0x01, new byte[0]));
        alice.sendRaw(Browser.frame(0x80, new byte[0]));
        alice.say("{\"type\":\"say\",\"text\":\"still here\"}");

        alice.hears("still here");
    }

    @Test
    void takesNoFaultOfItsOwnFromAConnectionThatEndsAmidAMessage() {
        List<Throwable> faults = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(
                new WebSocketFrameAggregator(100), new Frames(new WebCounts()), new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        faults.add(cause);
                    }
                });
        channel.writeInbound(new TextWebSocketFrame(false, 0, "{\"type\":"));

        channel.close().syncUninterruptibly();

        assertThat(faults).isEmpty();
    }

    @Test
    void saysThatNobodyAsksWhoeverIsInTheRoomForACode() throws IOException {
        Browser alice = site.inTheRoom();

        alice.say("{\"type\":\"hello\",\"protocol\":1,\"id\":\"again\",\"code\":\"K7QW3M9XPT4H\"}");

        assertThat(alice.hears("\"type\":\"error\"")).contains("\"code\":\"not-here\"", "\"id\":\"again\"");
    }

    @Test
    void answersACloseFrameWithItsLike() throws IOException {
        Browser unused = site.inTheRoom();
        Browser bob = site.inTheRoom();

        bob.send(Browser.CLOSE, new byte[] {0x03, (byte) 0xe9});

        assertThat(bob.awaitClose()).isEqualTo(1001);
    }

    @Test
    void saysThatTheServerComesBack() throws IOException {
        Browser alice = site.inTheRoom();

        site.stopTheRooms();

        assertThat(alice.awaitClose()).isEqualTo(1012);
    }

    @Test
    void saysWhoShallNotComeAgain() throws IOException {
        Browser alice = site.inTheRoom();
        Browser bob = site.inTheRoom();

        alice.say("{\"type\":\"command\",\"name\":\"kick\",\"argument\":\"P2\"}");

        bob.hears("\"type\":\"goodbye\"");
        assertThat(bob.awaitClose()).isEqualTo(4001);
    }

    @Test
    void endsWithGoodbyeWhenSomebodyLeaves() throws IOException {
        Browser alice = site.inTheRoom();

        alice.say("{\"type\":\"leave\"}");

        alice.hears("\"type\":\"goodbye\"");
        assertThat(alice.awaitClose()).isEqualTo(1000);
    }

    @Test
    void endsForWhoHasNoCodeInTime() throws IOException {
        site.withTimeForACode(Duration.ofMillis(300));
        Browser silent = site.browser().open("{\"type\":\"hello\",\"protocol\":1}");

        silent.hears("\"type\":\"goodbye\"");
        silent.awaitClose();

        await("its place is free again")
                .untilAsserted(() -> assertThat(site.unproved()).isZero());
        assertThat(site.counts().refused(WebRefusal.TOO_LATE)).isEqualTo(1);
        assertThat(site.presented()).isZero();
    }

    @Test
    void endsForWhoHasAWrongCode() throws IOException {
        Browser stranger = site.browser().open("{\"type\":\"hello\",\"protocol\":1,\"code\":\"K7QW3M9XPT4H\"}");

        stranger.hears("\"type\":\"error\"");
        assertThat(stranger.awaitClose()).isEqualTo(4003);
        assertThat(site.counts().refused(WebRefusal.NOT_LET_IN)).isEqualTo(1);
    }

    @Test
    void keepsTheSeatOfAPageThatIsLoadedAnew() throws IOException {
        Browser alice = site.inTheRoom();
        Browser bob = site.inTheRoom();
        bob.close();

        Browser again = site.browser().open(WebSite.hello(2));

        assertThat(again.hears("\"type\":\"welcome\"")).contains("\"resumed\":true");
        again.say("{\"type\":\"say\",\"text\":\"here again\"}");
        assertThat(alice.hearsUpTo("here again"))
                .as("nobody was told of it")
                .containsOnlyOnce("\"joined\"")
                .doesNotContain("\"left\"");
    }

    @Test
    void asksASilentPageWhetherItIsThere() throws IOException {
        site.engine().with(new SessionSettings(Duration.ofMillis(200), Duration.ofMillis(200), 64 << 10));
        Browser alice = site.inTheRoom();

        alice.hears("\"type\":\"ping\"");

        assertThatThrownBy(() -> alice.hears("never"))
                .as("nobody waits for her")
                .isInstanceOf(EOFException.class);
    }
}
