package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.concurrent.ThreadMaker;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In how many writes answers leave. */
@Timeout(60)
class ResponseSenderTest {

    private static final int ROUNDS = 200;

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    /** Decides what is still to be decided, as the store does, on a thread of its own. */
    private final ExecutorService store = Executors.newSingleThreadExecutor(threads.factory("store"));

    private final Writes writes = new Writes();
    private final ResponseSender answers = new ResponseSender("answer", 50, writes, threads);

    /** Keeps the octets of each write. */
    private static final class Writes extends OutputStream implements ResponseSender.Way {
        final List<Integer> octets = new CopyOnWriteArrayList<>();

        @Override
        public OutputStream output() {
            return this;
        }

        @Override
        public void lost() {}

        @Override
        public void write(int octet) {
            throw new UnsupportedOperationException("answers are written together");
        }

        @Override
        public void write(byte[] all, int start, int count) {
            octets.add(count);
        }
    }

    @AfterEach
    void close() {
        answers.close();
        store.shutdown();
    }

    @Test
    void anAnswerThatIsDecidedAMomentLaterLeavesInTheSameWrite() throws Exception {
        answers.start();

        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> next = new CompletableFuture<>();
            // The next one is decided when the first is ready to leave; on time, unless the machine is busy.
            answers.owe(owed(first, () -> store.execute(() -> next.complete(SMPPConstant.STAT_ESME_ROK))));
            answers.owe(owed(next, () -> {}));
            first.complete(SMPPConstant.STAT_ESME_ROK);
            answers.awaitLast(PATIENCE);
        }

        assertThat(writes.octets.stream().mapToInt(octets -> octets).sum())
                .isEqualTo(ROUNDS * 2 * PendingResponse.MAX_OCTETS);
        assertThat(writes.octets)
                .filteredOn(octets -> octets == 2 * PendingResponse.MAX_OCTETS)
                .hasSizeGreaterThan(ROUNDS * 4 / 5);
    }

    private static PendingResponse owed(CompletableFuture<Integer> status, Runnable onLeaving) {
        ResponseStatus later =
                ResponseStatus.when(status, decided -> decided, trouble -> SMPPConstant.STAT_ESME_RSYSERR);
        return PendingResponse.toText(1, later, PATIENCE, onLeaving);
    }
}
