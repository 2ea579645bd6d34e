package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.terms.DesiredState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ending of a bind means for the texts of ours, and for the answers that the message centre may not have heard. */
@Timeout(60)
class UnbindTest {

    private static final int DELIVER_SM_RESP = Pdu.DELIVER_SM | Pdu.RESP;

    /** With times that no test waits for, except between two attempts to bind. */
    private static final LinkTimers PATIENT = new LinkTimers(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofMillis(20),
            Duration.ofMillis(200));

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    private RawSmsc smsc;

    @BeforeEach
    void open() throws IOException {
        smsc = new RawSmsc();
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
    }

    /** Starts the link {@code main}. */
    private Links start() {
        return bench.start(fast(smsc.port()).with(PATIENT));
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

    private static void awaitState(Links links, LinkState state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            links.converge();
            return links.status().get(0).state() == state;
        });
    }

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
        SubmitRequest second = new SubmitRequest(
                LinkBench.text("y".repeat(200)),
                1,
                new SubmitRequest.Begun(link, 2, 1),
                (name, messages) -> CompletableFuture.completedFuture(null));
        await().atMost(PATIENCE).until(() -> {
            CompletableFuture<Submitted> outcome = links.submit(second);
            return outcome.isDone() && outcome.join() instanceof Submitted.NoRoom;
        });
    }

    private static Submitted done(CompletableFuture<Submitted> outcome) {
        return outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Test
    void anUnbindOfTheMessageCentreAfterAllAnswersLosesNone() throws IOException {
        start();
        Peer leaving = smsc.bound();
        leaving.send(together(Pdu.deliver(1, "hello"), Pdu.header(Pdu.UNBIND, 2)));
        leaving.readAnswering(Pdu.UNBIND | Pdu.RESP);
        leaving.close();

        smsc.bound();

        assertThat(bench.sink.words()).containsExactly("hello");
        assertThat(bench.sink.lost).isEmpty();
    }

    @Test
    void theLinkBindsAnewAtOnceThoughTheMessageCentreLeavesTheConnectionOpen() throws IOException {
        start();
        Peer leaving = smsc.bound();

        leaving.ask(Pdu.header(Pdu.UNBIND, 2));

        smsc.bound();
        assertThat(leaving.isClosedByPeer()).isTrue();
    }

    @Test
    void aStopLosesNoAnswer() throws IOException {
        Links links = start();
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        peer.ask(Pdu.deliver(1, "hello"));

        links.want("main", DesiredState.STOPPED);
        peer.send(peer.readAnswering(Pdu.UNBIND).headerOnlyAnswer(0));

        awaitState(links, LinkState.STOPPED);
        assertThat(bench.sink.lost).isEmpty();
    }

    @Test
    void anAttemptThatIsRefusedOrCutLosesNoAnswer() throws IOException {
        start();
        Peer refused = smsc.accept();
        refused.send(refused.read().headerOnlyAnswer(5));
        Peer cut = smsc.accept();
        cut.read();
        cut.close();

        smsc.bound();

        assertThat(bench.sink.lost).isEmpty();
    }

    @Test
    void aConnectionThatEndsWithoutAnUnbindMayLoseAnAnswerThatWasWritten() throws IOException {
        start();
        Peer lost = smsc.bound();
        lost.ask(Pdu.deliver(1, "hello"));
        lost.close();

        smsc.bound();

        assertThat(bench.sink.lost).containsExactly("main");
    }

    @Test
    void aConnectionThatIsCutRightBehindTheGrantOfTheBindMayLoseAnAnswer() throws IOException {
        start();
        Peer hasty = smsc.accept();
        hasty.send(together(hasty.read().answer(0, "raw"), Pdu.deliver(1, "hello")));
        hasty.close();

        smsc.bound();

        assertThat(bench.sink.words()).containsExactly("hello");
        assertThat(bench.sink.lost).containsExactly("main");
    }

    @Test
    void anUnbindOfTheMessageCentreThatDoesNotWaitLosesWhatIsOwed() throws IOException {
        hold();
        Links links = start();
        Peer hasty = smsc.bound();
        LinkBench.awaitBound(links);
        hasty.send(together(Pdu.deliver(1, "undecided"), Pdu.header(Pdu.UNBIND, 2)));
        await().atMost(PATIENCE).until(() -> !links.hasRoom());

        links.want("main", DesiredState.STOPPED);

        awaitState(links, LinkState.STOPPED);
        assertThat(bench.sink.lost).containsExactly("main");
    }

    @Test
    void aStopThatIsNotAnsweredMayLoseAnAnswer() throws IOException {
        Links links = start();
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        peer.ask(Pdu.deliver(1, "hello"));

        links.want("main", DesiredState.STOPPED);
        peer.readAnswering(Pdu.UNBIND);
        peer.close();

        awaitState(links, LinkState.STOPPED);
        assertThat(bench.sink.lost).containsExactly("main");
    }

    @Test
    void anAnswerThatLeavesBehindOurUnbindMayBeLost() throws IOException {
        Links links = start();
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);

        links.want("main", DesiredState.STOPPED);
        Pdu unbind = peer.readAnswering(Pdu.UNBIND);
        peer.send(Pdu.deliver(1, "crossed it"));
        peer.readAnswering(DELIVER_SM_RESP);
        peer.send(unbind.headerOnlyAnswer(0));

        awaitState(links, LinkState.STOPPED);
        assertThat(bench.sink.lost).containsExactly("main");
    }

    @Test
    void theAnswerToOurUnbindIsHeardWhileATextIsUndecided() throws IOException {
        hold();
        Links links = start();
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);

        links.want("main", DesiredState.STOPPED);
        Pdu unbind = peer.readAnswering(Pdu.UNBIND);
        long began = System.nanoTime();
        peer.send(together(Pdu.deliver(1, "undecided"), unbind.headerOnlyAnswer(0)));
        awaitState(links, LinkState.STOPPED);

        // Unheard, it would be waited for 2 s.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_800));
        assertThat(bench.sink.lost).containsExactly("main");
    }
}
