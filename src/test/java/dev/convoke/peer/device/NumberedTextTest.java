package dev.convoke.peer.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberedTextTest {

    private static final int OCTETS = 30;

    private static String written(int sender, int number) {
        ByteBuffer out = ByteBuffer.allocate(OCTETS);
        NumberedText.write(out, OCTETS, sender, number);
        return new String(out.array(), StandardCharsets.US_ASCII);
    }

    @Test
    void isPlainText() {
        assertThat(written(1, 0x0123_4567)).isEqualTo("x".repeat(14) + "#cv:aaababcdefgh");
    }

    @Test
    void isReadAsItWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            int sender = random.nextInt(NumberedText.MAX_SENDERS);
            int number = random.nextInt();
            ByteBuffer text = ByteBuffer.wrap(written(sender, number).getBytes(StandardCharsets.US_ASCII));
            long word = text.getLong(OCTETS - NumberedText.TAIL_OCTETS);

            assertThat(NumberedText.isMarked(word)).isTrue();
            assertThat(NumberedText.sender(word)).as("seed %d", seed).isEqualTo(sender);
            assertThat(NumberedText.number(text.getLong(OCTETS - Long.BYTES)))
                    .as("seed %d", seed)
                    .isEqualTo(number);
        }
    }
}
