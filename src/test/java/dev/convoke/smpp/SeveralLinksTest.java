package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.terms.DesiredState;
import dev.convoke.terms.Msisdn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two message centres: which of them gets a text of ours, and how a link is stopped, drained and started while others work. */
@Timeout(60)
class SeveralLinksTest {

    private static final String BRITISH = "+447700900001";
    private static final String AMERICAN = "+12025550123";

    private final LinkBench bench = new LinkBench();
    private RawSmsc one;
    private RawSmsc two;

    @BeforeEach
    void open() throws IOException {
        one = new RawSmsc();
        two = new RawSmsc();
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
        one.close();
        two.close();
    }

    private static SubmitRequest text(String to, String link) {
        return LinkBench.errand(new MobileTerminated(
                new Msisdn(to),
                LinkBench.SERVICE,
                "hello",
                link,
                MobileTerminated.Urgency.ANSWER,
                Instant.now().plusSeconds(60)));
    }

    private static Submitted done(CompletableFuture<Submitted> outcome) {
        return outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static void taken(Peer peer, CompletableFuture<Submitted> outcome) throws IOException {
        peer.send(peer.readAnswering(Pdu.SUBMIT_SM).answer(0, "1"));
        assertThat(done(outcome)).isInstanceOf(Submitted.Taken.class);
    }

    private static LinkStatus status(Links links, String name) {
        return links.status().stream()
                .filter(status -> status.link().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitState(Links links, String name, LinkState state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            links.converge();
            return status(links, name).state() == state;
        });
    }

    @Test
    void textsGoByTheLongestPrefixAndWaitWhenOnlyAnotherLinkIsUp() throws IOException {
        Links links = bench.start(
                fast("uk", one.port()).with(Submit.defaults().toNumbersWith("+44")),
                fast("us", two.port()).with(Submit.defaults().toNumbersWith("+1")));
        Peer uk = one.bound();
        Peer us = two.bound();
        LinkBench.awaitBound(links);

        taken(us, links.submit(text(AMERICAN, "")));
        taken(uk, links.submit(text(BRITISH, "")));
        us.close();
        two.close();
        awaitState(links, "us", LinkState.RETRYING);

        assertThat(done(links.submit(text(AMERICAN, "")))).isInstanceOf(Submitted.NoRoom.class);
        taken(uk, links.submit(text(BRITISH, "us")));
    }

    @Test
    void anAnswerLeavesByTheLinkItsTextCameByAndByTheOtherWhenThatIsDown() throws IOException {
        Links links = bench.start(fast("one", one.port()), fast("two", two.port()));
        Peer first = one.bound();
        Peer second = two.bound();
        LinkBench.awaitBound(links);

        taken(second, links.submit(text(BRITISH, "two")));
        second.close();
        two.close();
        awaitState(links, "two", LinkState.RETRYING);

        taken(first, links.submit(text(BRITISH, "two")));
    }

    @Test
    void aThrottledLinkIsPassedOver() throws IOException {
        Links links = bench.start(fast("one", one.port()), fast("two", two.port()));
        Peer first = one.bound();
        Peer second = two.bound();
        LinkBench.awaitBound(links);

        CompletableFuture<Submitted> throttled = links.submit(text(BRITISH, "one"));
        first.send(first.readAnswering(Pdu.SUBMIT_SM).headerOnlyAnswer(0x58));
        assertThat(done(throttled)).isInstanceOf(Submitted.TryLater.class);

        taken(second, links.submit(text(BRITISH, "one")));
    }

    @Test
    void drainingTakesNoNewTextFinishesThoseUnderWayStillReceivesAndThenUnbinds() throws IOException {
        Links links = bench.start(fast("one", one.port()), fast("two", two.port()));
        Peer first = one.bound();
        Peer second = two.bound();
        LinkBench.awaitBound(links);
        List<CompletableFuture<Submitted>> underWay = new ArrayList<>();
        List<Pdu> unanswered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            underWay.add(links.submit(text(BRITISH, "one")));
            unanswered.add(first.readAnswering(Pdu.SUBMIT_SM));
        }

        links.want("one", DesiredState.DRAINED);

        assertThat(status(links, "one").sentence()).isEqualTo("one (transceiver) is draining: 3 texts are under way");
        taken(second, links.submit(text(BRITISH, "one")));
        assertThat(first.ask(Pdu.deliver(7, "hello")).status).isZero();
        assertThat(bench.sink.words()).containsExactly("hello");
        for (Pdu submit : unanswered) {
            assertThat(status(links, "one").state()).isEqualTo(LinkState.DRAINING);
            first.send(submit.answer(0, "1"));
        }
        underWay.forEach(text -> assertThat(done(text)).isInstanceOf(Submitted.Taken.class));
        Pdu unbind = first.readAnswering(Pdu.UNBIND);
        first.send(unbind.headerOnlyAnswer(0));
        awaitState(links, "one", LinkState.STOPPED);
        assertThat(one.isTriedWithin(Duration.ofMillis(400))).isFalse();
    }

    @Test
    void aStoppedLinkIsBoundAgainWhenItIsWantedAndAfterItsFormerBindHasEnded() throws IOException {
        Links links = bench.start(fast("one", one.port()), fast("two", two.port()));
        Peer first = one.bound();
        Peer second = two.bound();
        LinkBench.awaitBound(links);

        assertThat(links.want("one", DesiredState.STOPPED)).isTrue();
        Pdu unbind = first.readAnswering(Pdu.UNBIND);
        links.want("one", DesiredState.UP);
        assertThat(one.isTriedWithin(Duration.ofMillis(200))).isFalse();
        first.send(unbind.headerOnlyAnswer(0));
        awaitState(links, "one", LinkState.BINDING);
        Peer again = one.bound();
        awaitState(links, "one", LinkState.BOUND);

        taken(again, links.submit(text(BRITISH, "one")));
        taken(second, links.submit(text(BRITISH, "two")));
        assertThat(links.want("three", DesiredState.UP)).isFalse();
    }

    @Test
    void aLinkThatIsNotWantedIsNotBoundAtTheStart() throws IOException {
        Links links = bench.make(fast("one", one.port()), fast("two", two.port()));
        links.want("one", DesiredState.DRAINED);

        links.start();
        two.bound();
        links.firstAttempts().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();

        assertThat(status(links, "one").state()).isEqualTo(LinkState.STOPPED);
        assertThat(one.isTriedWithin(Duration.ofMillis(200))).isFalse();
    }

    @Test
    void aStopEndsAtOnceAndLeavesTheOutcomeOfWhatIsUnderWayUnknown() throws IOException {
        Links links = bench.start(fast("one", one.port()));
        Peer first = one.bound();
        LinkBench.awaitBound(links);
        CompletableFuture<Submitted> underWay = links.submit(text(BRITISH, "one"));
        first.readAnswering(Pdu.SUBMIT_SM);

        links.want("one", DesiredState.STOPPED);

        first.send(first.readAnswering(Pdu.UNBIND).headerOnlyAnswer(0));
        assertThat(done(underWay)).isInstanceOf(Submitted.OutcomeUnknown.class);
        awaitState(links, "one", LinkState.STOPPED);
    }
}
