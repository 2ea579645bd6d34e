package dev.convoke.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void deletesWhatEndedBeforeItsAge() {
        List<Instant> asked = new ArrayList<>();
        Retention retention = new Retention("old rows", Duration.ofDays(7), before -> {
            asked.add(before);
            return CompletableFuture.completedFuture("3");
        });

        retention.apply(NOON);

        assertThat(asked).containsExactly(NOON.minus(Duration.ofDays(7)));
    }

    @Test
    void aFailureIsToldAndNotThrown() {
        Retention retention = new Retention(
                "old rows",
                Duration.ZERO,
                before -> CompletableFuture.failedFuture(new IllegalStateException("wanted")));

        assertThatCode(() -> retention.apply(NOON)).doesNotThrowAnyException();
    }
}
