package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.errand;
import static dev.convoke.smpp.LinkBench.fast;
import static dev.convoke.smpp.LinkBench.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.PageMessaging.Sent;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.terms.MessageId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a text of ours to {@code submit_sm}, and from the answer, or its absence, to what became of it. */
@Timeout(60)
class SubmittingTest {

    private final LinkBench bench = new LinkBench();
    private RawSmsc smsc;
    private Links links;
    private Peer peer;

    @BeforeEach
    void bind() throws IOException {
        smsc = new RawSmsc();
        links = bench.start(fast(smsc.port()));
        peer = smsc.bound();
        LinkBench.awaitBound(links);
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
        bench.close();
    }

    @Test
    void aTextGoesOutInDigitsAndGsmAndComesBackWithAnId() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("see [you]"));

        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(submit.answer(0, "id-42"));

        assertThat(done(outcome)).isEqualTo(taken("id-42"));
        assertThat(submit.body).startsWith(0, 3, 1, '8', '4', '4', '3', '3', 0, 1, 1, '4', '4', '7', '7');
        assertThat(submit.body).endsWith(11, 's', 'e', 'e', ' ', 0x1B, 0x3C, 'y', 'o', 'u', 0x1B, 0x3E);
        assertThat(LinkBench.counts(links).submitted()).isEqualTo(1);
    }

    @Test
    void itsValidityIsWhatIsLeftOfItsTime() throws IOException {
        MobileTerminated hour = new MobileTerminated(
                LinkBench.PHONE,
                LinkBench.SERVICE,
                "x",
                "",
                MobileTerminated.Urgency.NOTICE,
                Instant.now().plusSeconds(3_600));
        CompletableFuture<Submitted> outcome = links.submit(errand(hour));

        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(submit.answer(0, "1"));

        assertThat(new String(submit.body, java.nio.charset.StandardCharsets.US_ASCII))
                .contains("000000005");
        assertThat(done(outcome)).isInstanceOf(Submitted.Taken.class);
        assertThat(Submission.relative(Duration.ofHours(49).plusSeconds(62))).isEqualTo("000002010102000R");
        assertThat(Submission.relative(Duration.ofMillis(3))).isEqualTo("000000000001000R");
        assertThat(Submission.relative(Duration.ofDays(400))).isEqualTo("000030000000000R");
    }

    @Test
    void aLongTextGoesInPartsOneAfterTheOther() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("y".repeat(200)));

        Pdu one = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(one.answer(0, "a"));
        Pdu two = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(two.answer(0, "b"));

        assertThat(done(outcome)).isEqualTo(taken("a", "b"));
        assertThat(one.body).containsSequence(6 + 153, 5, 0, 3).containsSequence(2, 1, 'y');
        assertThat(two.body).containsSequence(6 + 47, 5, 0, 3).containsSequence(2, 2, 'y');
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x08, 0x14, 0x45, 0x58, 0x64})
    void aTemporaryErrorMeansLater(int status) throws IOException {
        assertThat(outcomeOf(status)).isInstanceOf(Submitted.TryLater.class);
        assertThat(LinkBench.counts(links).unsubmitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x0A, 0x0B, 0x65, 0xFF, 0x450})
    void aPermanentErrorMeansNever(int status) throws IOException {
        assertThat(outcomeOf(status)).isInstanceOf(Submitted.Rejected.class);
    }

    private Submitted outcomeOf(int status) throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("hello"));
        peer.send(peer.readAnswering(Pdu.SUBMIT_SM).headerOnlyAnswer(status));
        return done(outcome);
    }

    @Test
    void aGenericNackMeansNever() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("hello"));

        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(new Pdu(Pdu.GENERIC_NACK, 3, submit.sequence, new byte[0]));

        assertThat(done(outcome)).isInstanceOf(Submitted.Rejected.class);
    }

    @Test
    void anAnswerToAnotherQuestionLeavesTheOutcomeUnknown() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("hello"));

        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(new Pdu(Pdu.ENQUIRE_LINK | Pdu.RESP, 0, submit.sequence, new byte[0]));

        assertThat(done(outcome)).isInstanceOf(Submitted.OutcomeUnknown.class);
    }

    @Test
    void noAnswerLeavesTheOutcomeUnknown() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("hello"));

        while (!outcome.isDone()) {
            Pdu pdu = peer.read();
            if (pdu.id == Pdu.ENQUIRE_LINK) {
                peer.send(pdu.headerOnlyAnswer(0));
            }
        }

        assertThat(done(outcome)).isEqualTo(new Submitted.OutcomeUnknown("no answer within 900 ms", Sent.NOTHING));
    }

    @Test
    void aLostLinkEndsWhatIsUnderWayAtOnceAsUnknown() throws IOException {
        LinkTimers patient = new LinkTimers(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        try (RawSmsc other = new RawSmsc()) {
            Links waiting = bench.start(fast("waiting", other.port()).with(patient));
            Peer dying = other.bound();
            LinkBench.awaitBound(waiting);
            List<CompletableFuture<Submitted>> outcomes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                outcomes.add(waiting.submit(errand("text " + i)));
            }
            for (int i = 0; i < 4; i++) {
                dying.readAnswering(Pdu.SUBMIT_SM);
            }

            dying.close();

            for (CompletableFuture<Submitted> outcome : outcomes) {
                assertThat(done(outcome))
                        .isEqualTo(
                                new Submitted.OutcomeUnknown("the link was lost before the answer came", Sent.NOTHING));
            }
            assertThat(submit(waiting, "after"))
                    .isEqualTo(new Submitted.NoRoom("no link that may carry it can take it now"));
        }
    }

    @Test
    void moreTextsThanTheWindowMustWaitOutside() throws IOException {
        List<CompletableFuture<Submitted>> inside = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            inside.add(links.submit(errand("inside " + i)));
        }

        assertThat(submit(links, "outside")).isInstanceOf(Submitted.NoRoom.class);
        assertThat(links.hasRoom()).isFalse();

        for (int i = 0; i < 4; i++) {
            peer.send(peer.readAnswering(Pdu.SUBMIT_SM).answer(0, "x"));
        }
        for (CompletableFuture<Submitted> outcome : inside) {
            assertThat(done(outcome)).isInstanceOf(Submitted.Taken.class);
        }
    }

    @Test
    void whatIsTooLateIsNeverSent() {
        MobileTerminated late = new MobileTerminated(
                LinkBench.PHONE,
                LinkBench.SERVICE,
                "x",
                "main",
                MobileTerminated.Urgency.NOTICE,
                Instant.now().minusSeconds(1));

        assertThat(done(links.submit(errand(late))))
                .isEqualTo(new Submitted.Rejected("its time has run out", Sent.NOTHING));
    }

    @Test
    void aTextLeavesByTheLinkItPrefersWhileThatIsBoundElseByAnother() throws IOException {
        try (RawSmsc other = new RawSmsc()) {
            Links two = bench.start(fast("spare", other.port()), fast("main", smsc.port()));
            Peer spare = other.bound();
            Peer main = smsc.bound();
            LinkBench.awaitBound(two);

            CompletableFuture<Submitted> preferred = two.submit(errand("to main"));
            main.send(main.readAnswering(Pdu.SUBMIT_SM).answer(0, "m"));
            assertThat(done(preferred)).isEqualTo(taken("m"));

            main.close();
            smsc.close();
            org.awaitility.Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> two.status().get(1).state() != LinkState.BOUND);
            CompletableFuture<Submitted> otherwise = two.submit(errand("by the spare"));
            spare.send(spare.readAnswering(Pdu.SUBMIT_SM).answer(0, "s"));
            assertThat(done(otherwise)).isEqualTo(taken("s"));
        }
    }

    @Test
    void aReceiverSendsNothing() throws IOException {
        try (RawSmsc other = new RawSmsc()) {
            Links receiver = bench.start(fast(other.port()).with(BindKind.RECEIVER));
            other.bound();
            LinkBench.awaitBound(receiver);

            assertThat(submit(receiver, "x"))
                    .isEqualTo(new Submitted.NoRoom("no link that may carry it can take it now"));
        }
    }

    private static Submitted taken(String... ids) {
        return new Submitted.Taken(
                new Sent(0, Arrays.stream(ids).map(MessageId::of).toList()));
    }

    private static Submitted done(CompletableFuture<Submitted> outcome) {
        return outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
