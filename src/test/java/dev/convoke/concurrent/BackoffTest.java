package dev.convoke.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void growsByItsFactorUpToTheLongest() {
        Backoff tripling = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), 3, 0);

        assertThat(IntStream.range(0, 5)
                        .mapToLong(failures -> tripling.pause(failures).toMillis()))
                .containsExactly(100L, 300L, 900L, 2_000L, 2_000L);
    }

    @Test
    void howeverManyFailuresThereAreThePauseIsTheLongest() {
        Backoff backoff = Backoff.doubling(Duration.ofSeconds(10), Duration.ofMinutes(10));

        assertThat(IntStream.range(6, 5_000).mapToObj(backoff::pause)).containsOnly(Duration.ofMinutes(10));
        assertThat(backoff.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(10));
        assertThat(backoff.pause(-1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void chanceAddsAPartButNeverBeyondTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(7), 2, 0.5);

        assertThat(backoff.pause(0, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.pause(0, 0.5)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(backoff.pause(1, 0.999)).isBetween(Duration.ofMillis(5_990), Duration.ofSeconds(6));
        assertThat(backoff.pause(2, 0.999)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aShortestAboveTheLongestIsTheLongest() {
        assertThat(Backoff.doubling(Duration.ofHours(2), Duration.ofHours(1)).pause(0))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesPausesThatShrink() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(-1), Duration.ofSeconds(2), 2, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
