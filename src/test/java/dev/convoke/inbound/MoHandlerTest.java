package dev.convoke.inbound;

import static dev.convoke.inbound.Desk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.inbound.Desk.Dialled;
import dev.convoke.terms.Originator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which texts are for us, how much waits, and the end. */
@Timeout(30)
class MoHandlerTest {

    @RegisterExtension
    private final Desk desk = new Desk();

    @Test
    void whatIsNotForUsIsSettledInSilenceAndCounted() {
        assertThat(desk.outcomeOf(1, "lunch at noon?")).isEqualTo("not-for-us");
        assertThat(desk.outcomeOf(1, "")).isEqualTo("not-for-us");

        assertThat(desk.answers).isEmpty();
        assertThat(desk.desk.counts().outcomes()).containsEntry("not-for-us", 2L);
    }

    @Test
    void whatCannotBeReadIsAnsweredWithWhatIsWrong() {
        assertThat(desk.outcomeOf(1, "JOIN 198.51.100.7:5000 198.51.100.8:5000 8401234"))
                .isEqualTo("malformed");

        assertThat(desk.sentences())
                .singleElement()
                .asString()
                .startsWith("Your text could not be read: ")
                .contains("two addresses")
                .endsWith("Text HELP for help.");
    }

    @Test
    void anOutboxThatFailsDoesNotLeaveTheTextOpen() {
        desk.outboxFails = true;

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 9999999")).isEqualTo("unknown-room");
        assertThat(desk.outcomeOf(1, "HELP")).isEqualTo("help");
    }

    @Test
    void whatWaitsIsBoundedAndTheRestStaysInTheInbox() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(1);
        try (SenderExecutor lanes = new SenderExecutor(1, 10, Reception.THREADS)) {
            lanes.begin("busy", () -> {
                atWork.countDown();
                awaitQuietly(gate);
            });
            atWork.await();

            long taken =
                    IntStream.range(0, 50).filter(i -> lanes.begin(i, () -> {})).count();
            boolean ends = lanes.end("busy", () -> {});
            gate.countDown();

            assertThat(taken).isEqualTo(10);
            assertThat(ends).as("what was begun may end").isTrue();
            await().atMost(PATIENCE).until(() -> lanes.waiting() == 0);
            assertThat(lanes.begin("again", () -> {})).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedDeskTakesNothingAndLeavesADialOutsTextOpen() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000 8401234");

        desk.desk.close();
        dialled.arrives();

        assertThat(desk.desk.take(desk.received(9, new Originator.Phone(Reception.person(1)), "HELP")))
                .isFalse();
        assertThat(desk.settled).isEmpty();
    }
}
