package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.room.event.Departure;
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
                    .containsExactly("before", "after", "command Say[text=héllo]", "command Who[]");
            assertThat(said(channel)).startsWith("{\"type\":\"hello\"").endsWith("{\"type\":\"ack\",\"id\":\"1\"}\n");
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void onlyTheFirstOctetDecides() {
        for (String first : List.of(" " + HELLO, "\n" + HELLO, "hi\n" + HELLO)) {
            Recorder stage = new Recorder();
            EmbeddedChannel channel = channel(stage);

            hear(channel, (first + "\n").getBytes(StandardCharsets.UTF_8));

            assertThat(stage.told.get(stage.told.size() - 1)).startsWith("line").endsWith(HELLO);
            assertThat(said(channel)).isEmpty();
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void aFirstLineThatIsNoHelloIsRefusedInJson() {
        Recorder stage = new Recorder();
        EmbeddedChannel channel = channel(stage);

        hear(channel, "{ nothing of the kind\n".getBytes(StandardCharsets.UTF_8));

        assertThat(said(channel)).startsWith("{\"type\":\"error\",\"code\":\"malformed\"");
        assertThat(stage.told).containsExactly("before", "after");
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
