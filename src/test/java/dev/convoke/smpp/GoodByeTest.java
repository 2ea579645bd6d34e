package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Errand;
import dev.convoke.sms.MoSink.Taken;
import dev.convoke.sms.PageMessaging.Submitted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the ending of a bind means for the texts of ours, and for the answers that the message centre may not have heard. */
@Timeout(60)
class GoodByeTest {

    /** With times that no test waits for, except between two attempts to bind. */
    private static final LinkTimers PATIENT = new LinkTimers(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofMillis(20),
            Duration.ofMillis(200));

    private final LinkBench bench = new LinkBench();
    private RawSmsc smsc;

    @BeforeEach
    void open() throws IOException {
        smsc = new RawSmsc();
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
        bench.close();
    }

    private void hold() {
        bench.sink.react(mo -> new CompletableFuture<Taken>());
    }

    private static byte[] together(Pdu... pdus) {
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        for (Pdu pdu : pdus) {
            segment.writeBytes(pdu.octets());
        }
        return segment.toByteArray();
    }

    // ---- texts of ours ------------------------------------------------------------------------------------------

    @Test
    void aLinkThatIsBeingLeftTakesNoTextThatAnotherCanTake() throws IOException {
        hold();
        try (RawSmsc otherSmsc = new RawSmsc()) {
            Links links = bench.start(
                    fast(smsc.port()).with(PATIENT),
                    fast("other", otherSmsc.port()).with(PATIENT));
            Peer main = smsc.bound();
            Peer other = otherSmsc.bound();
            LinkBench.awaitBound(links);

            main.send(together(Pdu.deliver(1, "undecided"), Pdu.header(Pdu.UNBIND, 2)));

            awaitNothingLeavesBy("main", links);
            for (int i = 0; i < 5; i++) {
                CompletableFuture<Submitted> outcome = links.submit(LinkBench.errand("hello"));
                other.send(other.readAnswering(Pdu.SUBMIT_SM).answer(0, "1"));
                assertThat(done(outcome)).isInstanceOf(Submitted.Taken.class);
            }
        }
    }

    /** Tries with a text that no other link may go on with. */
    private static void awaitNothingLeavesBy(String link, Links links) {
        Errand second = new Errand(
                LinkBench.text("y".repeat(200)),
                1,
                new Errand.Begun(link, 2, 1),
                (name, messages) -> CompletableFuture.completedFuture(null));
        await().atMost(PATIENCE).until(() -> {
            CompletableFuture<Submitted> outcome = links.submit(second);
            return outcome.isDone() && outcome.join() instanceof Submitted.NoRoom;
        });
    }

    private static Submitted done(CompletableFuture<Submitted> outcome) {
        return outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
