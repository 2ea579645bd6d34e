package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.wire.LineFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which protocol a session speaks, however its octets are cut. */
class JsonSessionTest {

    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1}";

    private final Protocols protocols = Protocols.with(new LineFormat(), SessionSettings.defaults());

    /** Keeps what it is told. */
    private static final class Recorder implements LineHandler {
        private final List<String> told = new ArrayList<>();

        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void onLine(String line) {
            told.add("line " + line);
        }

        @Override
        public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
            told.add("command " + command);
            ack.done();
            return true;
        }

        @Override
        public void beforeFormat() {
            told.add("before");
        }

        @Override
        public void onFormat() {
            told.add("after");
        }

        @Override
        public void onLost(Departure how) {
            told.add("lost");
        }
    }

    private EmbeddedChannel channel(LineHandler stage) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(new Session(channel, protocols, stage));
        return channel;
    }

    /** Everything that the session has said; the buffers are given back. */
    private static String said(EmbeddedChannel channel) {
        StringBuilder said = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            said.append(out.toString(StandardCharsets.UTF_8));
            out.release();
        }
        return said.toString();
    }

    private static void hear(EmbeddedChannel channel, byte[] octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets));
    }

    @Test
    void theSameIsHeardWhereverTheOctetsAreCut() {
        byte[] octets = (HELLO + "\r\n{\"type\":\"say\",\"text\":\"héllo\",\"id\":\"1\"}\n\n{\"type\":\"who\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= octets.length; cut++) {
            Recorder stage = new Recorder();
            EmbeddedChannel channel = channel(stage);

            hear(channel, Arrays.copyOfRange(octets, 0, cut));
            hear(channel, Arrays.copyOfRange(octets, cut, octets.length));

            assertThat(stage.told)
                    .as("cut at %d", cut)
                    .containsExactly("before", "after", "command Say[text=héllo]", "command Who[from=0, limit=200]");
            assertThat(said(channel)).startsWith("{\"type\":\"hello\"").endsWith("{\"type\":\"ack\",\"id\":\"1\"}\n");
            channel.finishAndReleaseAll();
        }
    }

    private static final String TELNET =
            octets(0xff, 0xfb, 0x1f, 0xff, 0xfd, 0x03, 0xff, 0xfa, 0x1f, 0, 80, 0, 10, 0xff, 0xf0);

    /** Characters of one octet each. */
    private static String octets(int... octets) {
        return new String(octets, 0, octets.length);
    }

    private static byte[] latin1(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void harmlessOctetsBeforeTheBraceChangeNothing() {
        String bom = octets(0xef, 0xbb, 0xbf);
        for (String before : List.of(
                bom,
                " ",
                "\t",
                "\n",
                "\r\n",
                " \n\t\r\n",
                "\r",
                "\0",
                octets(0xe2, 0x80, 0x8b),
                octets(0xe2, 0x81, 0xa0),
                octets(0xc2, 0xa0),
                octets(0xe3, 0x80, 0x80),
                TELNET,
                bom + "\n" + TELNET + " ",
                TELNET + bom)) {
            byte[] octets = latin1(before + HELLO + "\n" + bom + "{\"type\":\"who\"}\n \n \t{\"type\":\"who\"}\r\n");
            for (int cut = 0; cut <= octets.length; cut++) {
                Recorder stage = new Recorder();
                EmbeddedChannel channel = channel(stage);

                hear(channel, Arrays.copyOfRange(octets, 0, cut));
                hear(channel, Arrays.copyOfRange(octets, cut, octets.length));

                stage.told.removeIf(told -> told.startsWith("line")
                        && told.substring("line".length()).isBlank());
                assertThat(stage.told)
                        .as("%s cut at %d", Arrays.toString(octets), cut)
                        .containsExactly(
                                "before", "after", "command Who[from=0, limit=200]", "command Who[from=0, limit=200]");
                assertThat(said(channel)).startsWith("{\"type\":\"hello\"").endsWith("}\n");
                channel.finishAndReleaseAll();
            }
        }
    }

    @Test
    void otherFirstOctetsBeginALine() {
        for (String before :
                List.of("x", octets(0xc3, 0xa9), octets(0xe2, 0x82, 0xac), octets(0xef, 0xbc, 0x81), "\"")) {
            byte[] octets = latin1(before + HELLO + "\n");
            for (int cut = 0; cut <= octets.length; cut++) {
                Recorder stage = new Recorder();
                EmbeddedChannel channel = channel(stage);

                hear(channel, Arrays.copyOfRange(octets, 0, cut));
                hear(channel, Arrays.copyOfRange(octets, cut, octets.length));

                assertThat(stage.told)
                        .containsExactly("line " + new String(octets, 0, octets.length - 1, StandardCharsets.UTF_8));
                assertThat(said(channel)).isEmpty();
                channel.finishAndReleaseAll();
            }
        }
    }

    @Test
    void aCommandOfTheJsonProtocolIsNoLine() {
        String secret = "{\"type\":\"command\",\"name\":\"msg\",\"argument\":\"Alice my pin is 4921\"}";
        for (String before : List.of(
                "", " ", "\t", octets(0xef, 0xbb, 0xbf), octets(0xe2, 0x80, 0x8b), octets(0xc2, 0xa0), TELNET)) {
            Recorder stage = new Recorder();
            EmbeddedChannel channel = channel(stage);

            hear(channel, latin1("hi\n" + before.replace("\n", "") + secret + "\nbye\n"));

            assertThat(stage.told).containsExactly("line hi", "line bye");
            assertThat(said(channel)).startsWith("! Your line was not sent: it is a command of the JSON protocol");
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void proseThatBeginsWithABraceIsALineLikeAnyOther() {
        for (String prose : List.of("{shrugs}", "{\"a\":1}", "{\"type\":\"shrug\"}", "{", "{type: say}")) {
            Recorder stage = new Recorder();
            EmbeddedChannel channel = channel(stage);

            hear(channel, latin1("hi\n" + prose + "\n"));

            assertThat(stage.told).containsExactly("line hi", "line " + prose);
            assertThat(said(channel)).isEmpty();
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void aFirstLineThatIsNoHelloIsRefusedInJson() {
        Recorder stage = new Recorder();
        EmbeddedChannel channel = channel(stage);

        hear(channel, "{ nothing of the kind\n".getBytes(StandardCharsets.UTF_8));

        assertThat(said(channel))
                .startsWith("{\"type\":\"error\",\"code\":\"malformed\"")
                .contains("connect again");
        assertThat(stage.told).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void nothingButErrorsComesInJsonBeforeAHelloThatIsAccepted() {
        Recorder stage = new Recorder();
        EmbeddedChannel channel = channel(stage);
        Session session = channel.pipeline().get(Session.class);

        hear(channel, latin1("{\"type\":\"hello\",\"protocol\":2,\"id\":\"h\"}\n"));
        assertThat(said(channel))
                .startsWith("{\"type\":\"error\",\"code\":\"protocol\"")
                .endsWith(",\"id\":\"h\"}\n");
        session.send(new PrivateEvent.PrivateNotice("still in lines"));
        assertThat(said(channel)).isEqualTo("* still in lines\n");
        assertThat(stage.told).isEmpty();

        hear(channel, latin1(HELLO + "\n"));
        session.send(new PrivateEvent.PrivateNotice("now"));
        assertThat(said(channel))
                .startsWith("{\"type\":\"hello\"")
                .endsWith("{\"type\":\"notice\",\"text\":\"now\"}\n");
        assertThat(stage.told).containsExactly("before", "after");
        channel.finishAndReleaseAll();
    }

    @Test
    void aFirstLineThatIsTooLongIsToldItsOwnLimit() {
        EmbeddedChannel channel = channel(new Recorder());

        hear(channel, latin1("{" + " ".repeat(5_000)));
        assertThat(said(channel)).contains("too-long").contains("at most 4096 bytes");
        hear(channel, latin1("\n{" + " ".repeat(70_000)));

        assertThat(said(channel)).contains("too-long").contains("at most 65536 bytes");
        channel.finishAndReleaseAll();
    }

    @Test
    void strangersOctetsNeverEndASessionWithAnException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "{}[]\",:\\u019 \n\n\r" + HELLO;
        for (int round = 0; round < 300; round++) {
            Recorder stage = new Recorder();
            EmbeddedChannel channel = channel(stage);
            for (int read = 0; read < 20; read++) {
                byte[] octets = new byte[random.nextInt(400)];
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = random.nextInt(50) == 0
                            ? (byte) random.nextInt(256)
                            : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                }
                if (read == 0) {
                    hear(channel, "{".getBytes(StandardCharsets.US_ASCII));
                }
                hear(channel, octets);
                if (random.nextInt(8) == 0) {
                    hear(channel, "x".repeat(70_000).getBytes(StandardCharsets.US_ASCII));
                }
            }
            hear(channel, ("\n" + HELLO + "\n").getBytes(StandardCharsets.US_ASCII));

            channel.checkException();
            assertThat(channel.isActive()).as("seed %d", seed).isTrue();
            assertThat(said(channel)).as("seed %d", seed).contains("\"type\":\"hello\"");
            channel.finishAndReleaseAll();
            assertThat(stage.told).as("seed %d", seed).endsWith("lost");
        }
    }
}
