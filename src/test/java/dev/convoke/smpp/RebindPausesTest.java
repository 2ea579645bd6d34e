package dev.convoke.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RebindPausesTest {

    private static final Duration NOTHING = Duration.ZERO;

    @Test
    void doublesUpToTheLongestPause() {
        RebindPauses backoff = new RebindPauses(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0);

        assertThat(Stream.generate(() -> backoff.after(NOTHING).toSeconds()).limit(8))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void addsUpToHalfByChanceButNeverBeyondTheLongest() {
        RebindPauses backoff = new RebindPauses(Duration.ofSeconds(2), Duration.ofSeconds(7), () -> 0.5);

        assertThat(backoff.after(NOTHING)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(backoff.after(NOTHING)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(NOTHING)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void startsAnewAfterABindThatHeldButNotAfterOneThatFellAtOnce() {
        RebindPauses backoff = new RebindPauses(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0);
        backoff.after(NOTHING);
        backoff.after(NOTHING);

        assertThat(backoff.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.after(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(1));
    }
}
