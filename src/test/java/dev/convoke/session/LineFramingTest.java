package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineFramingTest {

    private static final int MAX = 16;

    private final Recorder sink = new Recorder();
    private final LineFraming framing = new LineFraming(MAX);

    private static final class Recorder implements LineFraming.Sink {
        private final List<String> lines = new ArrayList<>();
        private int wanted = Integer.MAX_VALUE;

        @Override
        public void line(ByteBuf buffer, int start, int octets) {
            lines.add(new String(LineFraming.octets(buffer, start, octets), StandardCharsets.UTF_8));
            wanted--;
        }

        @Override
        public void overlong() {
            lines.add("OVERLONG");
        }

        @Override
        public boolean wantsMore() {
            return wanted > 0;
        }
    }

    private void read(String text) {
        framing.read(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), sink);
    }

    @Test
    void cutsAtEveryByteAlike() {
        String stream = "one\r\ntwo\n\n\r\nsixteen-octets-x\r\nseventeen-octets-x\nend\r";
        for (int first = 0; first <= stream.length(); first++) {
            sink.lines.clear();
            LineFraming fresh = new LineFraming(MAX);
            fresh.read(Unpooled.copiedBuffer(stream.substring(0, first), StandardCharsets.UTF_8), sink);
            fresh.read(Unpooled.copiedBuffer(stream.substring(first), StandardCharsets.UTF_8), sink);
            fresh.release();

            assertThat(sink.lines)
                    .as("split at %d", first)
                    .containsExactly("one", "two", "", "", "sixteen-octets-x", "OVERLONG");
        }
    }

    @Test
    void anEndlessLineIsReportedOnceAndKeepsNothing() {
        for (int i = 0; i < 1_000; i++) {
            read("0123456789");
        }
        assertThat(framing.hasKept()).isFalse();

        read("\nafter\n");

        assertThat(sink.lines).containsExactly("OVERLONG", "after");
    }

    @Test
    void keepsWhatIsNotWantedYet() {
        sink.wanted = 1;
        read("one\ntwo\nthr");
        assertThat(sink.lines).containsExactly("one");

        sink.wanted = 2;
        framing.resume(sink);
        read("ee\n");

        assertThat(sink.lines).containsExactly("one", "two", "three");
    }

    @RepeatedTest(50)
    void anyCutOfAnyStreamGivesTheSameLines(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        StringBuilder stream = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int octets = random.nextInt(MAX + 4);
            stream.append("x".repeat(octets)).append(random.nextBoolean() ? "\n" : "\r\n");
            expected.add(octets > MAX ? "OVERLONG" : "x".repeat(octets));
        }
        for (int at = 0; at < stream.length(); ) {
            int next = Math.min(stream.length(), at + 1 + random.nextInt(12));
            read(stream.substring(at, next));
            at = next;
        }

        assertThat(sink.lines).as("seed %d", run.getCurrentRepetition()).isEqualTo(expected);
    }
}
