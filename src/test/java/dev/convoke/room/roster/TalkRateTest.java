package dev.convoke.room.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TalkRateTest {

    private static final long REFILL = 100;

    private final TalkRate rate = new TalkRate();

    @Test
    void allowsABurstAndThenOneForEachRefill() {
        for (int i = 0; i < 3; i++) {
            assertThat(rate.waitForToken(1_000, 3, REFILL)).isZero();
            rate.take(1_000, REFILL);
        }

        assertThat(rate.waitForToken(1_000, 3, REFILL)).isEqualTo(100);
        assertThat(rate.waitForToken(1_060, 3, REFILL)).isEqualTo(40);
        assertThat(rate.waitForToken(1_100, 3, REFILL)).isZero();
    }

    @Test
    void isFullAgainAfterAPauseAndNeverFuller() {
        for (int i = 0; i < 3; i++) {
            rate.take(1_000, REFILL);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(rate.waitForToken(900_000, 3, REFILL)).isZero();
            rate.take(900_000, REFILL);
        }
        assertThat(rate.waitForToken(900_000, 3, REFILL)).isPositive();
    }

    @Test
    void aBurstOfNothingMeansNoLimit() {
        rate.take(1, REFILL);

        assertThat(rate.waitForToken(1, 0, REFILL)).isZero();
    }

    @Test
    void namesWhatIsLeftOfThePause() {
        assertThat(rate.waitForPause(500, 200)).isZero();
        rate.spoke(500);

        assertThat(rate.waitForPause(600, 200)).isEqualTo(100);
        assertThat(rate.waitForPause(700, 200)).isZero();
        assertThat(rate.waitForPause(600, 0)).isZero();
    }

    @RepeatedTest(20)
    void overAnySpanNoMoreThanBurstAndRefillsAreAllowed(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        int burst = 2 + random.nextInt(5);
        long begin = random.nextLong();
        long now = begin;
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            now += random.nextInt(60);
            if (rate.waitForToken(now, burst, REFILL) == 0) {
                rate.take(now, REFILL);
                taken++;
            }
        }

        assertThat(taken)
                .as("seed %d", run.getCurrentRepetition())
                .isBetween((int) ((now - begin) / REFILL) - burst, (int) ((now - begin) / REFILL) + burst);
    }
}
