package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.errand;
import static dev.convoke.smpp.LinkBench.fast;
import static dev.convoke.smpp.LinkBench.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.PageMessaging.Trouble;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.smpp.Encoding.LongTexts;
import dev.convoke.smpp.Encoding.PortBy;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Alphabet;
import dev.convoke.terms.MessageId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a text of ours to {@code submit_sm}, and from the answer, or its absence, to what became of it. */
@Timeout(60)
class SubmittingTest {

    @RegisterExtension
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
            List<CompletableFuture<Submitted>> next = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CompletableFuture<Submitted> outcome = waiting.submit(errand("text " + i));
                outcomes.add(outcome);
                // At the very moment at which the outcome is known; the supervisor hears of the loss a little later.
                next.add(outcome.thenCompose(lost -> waiting.submit(errand("after"))));
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
            for (CompletableFuture<Submitted> outcome : next) {
                assertThat(done(outcome)).isEqualTo(new Submitted.NoRoom("no link that may carry it can take it now"));
            }
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

    private static final Encoding FEW_PARTS = new Encoding(Alphabet.GSM7, Optional.empty(), 2);

    /** A link of its own with another encoding and other rules for texts of ours, bound. */
    private static final class Other implements AutoCloseable {
        final RawSmsc smsc = new RawSmsc();
        final Links links;
        final Peer peer;

        Other(LinkBench bench, Encoding encoding, Submit submit) throws IOException {
            links = bench.start(fast("other", smsc.port()).with(encoding).with(submit));
            peer = smsc.bound();
            LinkBench.awaitBound(links);
        }

        Pdu take(String id) throws IOException {
            Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
            peer.send(submit.answer(0, id));
            return submit;
        }

        @Override
        public void close() throws IOException {
            smsc.close();
        }
    }

    private static MobileTerminated toPort(String text) {
        return new MobileTerminated(
                LinkBench.PHONE,
                LinkBench.SERVICE,
                OptionalInt.of(0xABCD),
                text,
                "",
                MobileTerminated.Urgency.NOTICE,
                Instant.now().plusSeconds(60));
    }

    @Test
    void aTextThatIsTooLongForPeopleIsCutAndOneForAPortIsNotSent() throws IOException {
        try (Other other = new Other(bench, FEW_PARTS, Submit.defaults())) {
            CompletableFuture<Submitted> cut = other.links.submit(errand("z".repeat(2_000)));
            other.take("1");
            Pdu last = other.take("2");

            assertThat(done(cut)).isEqualTo(taken("1", "2"));
            assertThat(last.body).endsWith('z', '.', '.', '.');
            assertThat(done(other.links.submit(errand(toPort("z".repeat(2_000))))))
                    .isEqualTo(new Submitted.Rejected("it takes more than 2 messages", Sent.NOTHING));
        }
    }

    @Test
    void aPortIsSaidInTheHeader() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand(toPort("{}")));

        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(submit.answer(0, "1"));

        assertThat(done(outcome)).isEqualTo(taken("1"));
        // data_coding for 8-bit data, sm_default_msg_id, sm_length, then the header, then the braces as they are.
        assertThat(submit.body)
                .endsWith(4, 0, 9, 6, 5, 4, 0xAB, 0xCD, 0xAB, 0xCD, '{', '}')
                .containsSequence(0, 0x40, 0, 0);
    }

    @Test
    void aPortIsSaidByParametersWhereTheLinkIsToldSo() throws IOException {
        try (Other other = new Other(bench, FEW_PARTS.with(PortBy.PARAMETER), new Submit(0, false))) {
            CompletableFuture<Submitted> outcome = other.links.submit(errand(toPort("x")));
            Pdu submit = other.take("1");

            assertThat(done(outcome)).isEqualTo(taken("1"));
            assertThat(submit.body).endsWith(1, 'x', 0x02, 0x0A, 0, 2, 0xAB, 0xCD, 0x02, 0x0B, 0, 2, 0xAB, 0xCD);
        }
    }

    @Test
    void aLongTextGoesWholeWhereTheLinkIsToldSo() throws IOException {
        try (Other other = new Other(bench, FEW_PARTS.with(LongTexts.PAYLOAD), new Submit(0, true))) {
            CompletableFuture<Submitted> outcome = other.links.submit(errand("y".repeat(200)));
            Pdu submit = other.take("1");

            assertThat(done(outcome)).isEqualTo(taken("1"));
            assertThat(submit.body).containsSequence(0, 0x04, 0x24, 0, 200, 'y').endsWith('y', 'y');
        }
    }

    @Test
    void aReceiptIsAskedForUnlessTheLinkIsToldNotTo() throws IOException {
        CompletableFuture<Submitted> outcome = links.submit(errand("x"));
        Pdu wanted = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(wanted.answer(0, "1"));
        assertThat(done(outcome)).isEqualTo(taken("1"));

        try (Other other = new Other(bench, FEW_PARTS, new Submit(0, false))) {
            CompletableFuture<Submitted> silent = other.links.submit(errand("x"));
            Pdu unwanted = other.take("1");
            assertThat(done(silent)).isEqualTo(taken("1"));

            // registered_delivery, replace_if_present, data_coding, sm_default_msg_id, sm_length, short_message
            assertThat(wanted.body).endsWith(1, 0, 0, 0, 1, 'x');
            assertThat(unwanted.body).endsWith(0, 0, 0, 0, 1, 'x');
        }
    }

    @Test
    void everyPartCountsForTheRate() throws IOException {
        try (Other other = new Other(bench, FEW_PARTS, new Submit(20, false))) {
            List<CompletableFuture<Submitted>> outcomes = new ArrayList<>();
            long before = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                outcomes.add(other.links.submit(errand("y".repeat(200))));
            }
            for (int i = 0; i < 6; i++) {
                other.take("x" + i);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            for (CompletableFuture<Submitted> outcome : outcomes) {
                assertThat(done(outcome)).isInstanceOf(Submitted.Taken.class);
            }
        }
    }

    @Test
    void whatTheRateDoesNotLetGoSoonWaitsOutside() throws IOException {
        try (Other other = new Other(bench, FEW_PARTS, new Submit(1, false))) {
            CompletableFuture<Submitted> first = other.links.submit(errand("1"));
            other.take("1");
            assertThat(done(first)).isEqualTo(taken("1"));

            assertThat(done(other.links.submit(errand("2")))).isInstanceOf(Submitted.NoRoom.class);
            assertThat(other.links.hasRoom()).isFalse();
        }
    }

    @Test
    void aThrottledLinkPausesAndAnotherGoesOn() throws IOException {
        try (RawSmsc spareSmsc = new RawSmsc();
                RawSmsc mainSmsc = new RawSmsc()) {
            Links two = bench.start(fast("main", mainSmsc.port()), fast("spare", spareSmsc.port()));
            Peer main = mainSmsc.bound();
            Peer spare = spareSmsc.bound();
            LinkBench.awaitBound(two);

            CompletableFuture<Submitted> throttled = two.submit(errand("1"));
            main.send(main.readAnswering(Pdu.SUBMIT_SM).headerOnlyAnswer(0x58));
            assertThat(done(throttled))
                    .isInstanceOfSatisfying(
                            Submitted.TryLater.class,
                            later -> assertThat(later.trouble()).isEqualTo(Trouble.THROTTLED));
            CompletableFuture<Submitted> other = two.submit(errand("2"));
            spare.send(spare.readAnswering(Pdu.SUBMIT_SM).answer(0, "s"));
            assertThat(done(other)).isEqualTo(taken("s"));
        }
    }

    @Test
    void aPauseEnds() throws IOException {
        CompletableFuture<Submitted> throttled = links.submit(errand("1"));
        peer.send(peer.readAnswering(Pdu.SUBMIT_SM).headerOnlyAnswer(0x58));
        assertThat(done(throttled)).isInstanceOf(Submitted.TryLater.class);
        assertThat(submit(links, "2")).isInstanceOf(Submitted.NoRoom.class);

        Thread answering = bench.threads.thread("answering", () -> answerEnquiresUntilClosed(peer));
        answering.start();

        org.awaitility.Awaitility.await().atMost(PATIENCE).until(links::hasRoom);
    }

    private static void answerEnquiresUntilClosed(Peer peer) {
        try {
            peer.readAnswering(Pdu.SUBMIT_SM);
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void aLongTextGoesOnAfterThePartsThatWereTaken() throws IOException {
        SubmitRequest long3 = errand("y".repeat(400));
        CompletableFuture<Submitted> first = links.submit(long3);
        Pdu one = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(one.answer(0, "a"));
        peer.send(peer.readAnswering(Pdu.SUBMIT_SM).headerOnlyAnswer(0x14));
        assertThat(done(first))
                .isInstanceOfSatisfying(
                        Submitted.TryLater.class,
                        later -> assertThat(later.sent()).isEqualTo(new Sent(0, List.of(MessageId.of("a")))));

        CompletableFuture<Submitted> rest = links.submit(new SubmitRequest(
                long3.text(), long3.reference(), new SubmitRequest.Begun("main", 3, 1), long3.mark()));
        Pdu two = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(two.answer(0, "b"));
        peer.send(peer.readAnswering(Pdu.SUBMIT_SM).answer(0, "c"));

        assertThat(done(rest))
                .isEqualTo(new Submitted.Taken(new Sent(1, List.of(MessageId.of("b"), MessageId.of("c")))));
        assertThat(one.body).containsSequence(5, 0, 3, 1, 3, 1);
        assertThat(two.body).containsSequence(5, 0, 3, 1, 3, 2);
    }

    @Test
    void nothingLeavesThatCouldNotBeMarked() throws IOException {
        SubmitRequest unmarked = new SubmitRequest(
                LinkBench.text("x"),
                1,
                SubmitRequest.Begun.NOT,
                (link, messages) -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));

        assertThat(done(links.submit(unmarked))).isInstanceOf(Submitted.TryLater.class);

        CompletableFuture<Submitted> next = links.submit(errand("next"));
        Pdu submit = peer.readAnswering(Pdu.SUBMIT_SM);
        peer.send(submit.answer(0, "1"));
        assertThat(submit.body).endsWith('n', 'e', 'x', 't');
        assertThat(done(next)).isEqualTo(taken("1"));
    }

    private static Submitted taken(String... ids) {
        return new Submitted.Taken(
                new Sent(0, Arrays.stream(ids).map(MessageId::of).toList()));
    }

    private static Submitted done(CompletableFuture<Submitted> outcome) {
        return outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
