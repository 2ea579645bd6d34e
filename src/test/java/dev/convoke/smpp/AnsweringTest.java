package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Alphabet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How answers to texts leave a link whose sink decides later, as the store does: by the group. */
@Timeout(60)
class AnsweringTest {

    private static final int WINDOW = 50;
    private static final int THROTTLED = 0x58;
    private static final int TEMPORARY = 0x64;
    private static final int DELIVER_SM_RESP = Pdu.DELIVER_SM | Pdu.RESP;

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    /** What the sink was given and has not decided. */
    private final ConcurrentLinkedQueue<CompletableFuture<Taken>> held = new ConcurrentLinkedQueue<>();

    private RawSmsc smsc;

    @BeforeEach
    void open() throws IOException {
        smsc = new RawSmsc();
        bench.sink.react(mo -> {
            CompletableFuture<Taken> later = new CompletableFuture<>();
            held.add(later);
            return later;
        });
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
    }

    /** With an accept time-out that no test waits for. */
    private LinkSettings patient() {
        return patient(Duration.ofSeconds(20));
    }

    /** That says nothing by itself while a test runs. */
    private LinkSettings patient(Duration accept) {
        return fast(smsc.port())
                .withWindow(WINDOW)
                .with(new Encoding(Alphabet.GSM7, Optional.of("GB"), 10))
                .with(new LinkTimers(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        accept,
                        Duration.ofMillis(20),
                        Duration.ofMillis(200)));
    }

    private static byte[] delivers(int first, int count) {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        IntStream.range(first, first + count)
                .forEach(i -> texts.writeBytes(Pdu.deliver(i, "text " + i).octets()));
        return texts.toByteArray();
    }

    private void awaitHeld(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> held.size() == count);
    }

    /** As a commit does: one after the other, in the order in which they came. */
    private void store() {
        for (CompletableFuture<Taken> next = held.poll(); next != null; next = held.poll()) {
            next.complete(Taken.STORED);
        }
    }

    @Test
    void theAnswersOfACommitLeaveTogetherAndInOrder() throws IOException {
        bench.start(patient());
        Peer peer = smsc.bound();
        List<Integer> firstReads = new ArrayList<>();

        for (int round = 0; round < 20; round++) {
            peer.send(delivers(round * WINDOW + 1, WINDOW));
            awaitHeld(WINDOW);
            store();
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            firstReads.add(peer.readSome(heard));
            while (heard.size() < WINDOW * 17) {
                peer.readSome(heard);
            }
            assertThat(sequences(heard.toByteArray())).isEqualTo(from(round * WINDOW + 1, WINDOW));
        }

        // One write is one read here; a busy machine may interrupt a commit in the middle, but not every one.
        assertThat(firstReads).filteredOn(octets -> octets == WINDOW * 17).hasSizeGreaterThan(5);
    }

    private static List<Integer> from(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    private static List<Integer> sequences(byte[] answers) {
        return Pdu.all(answers).stream()
                .map(pdu -> {
                    assertThat(pdu.id).isEqualTo(DELIVER_SM_RESP);
                    assertThat(pdu.status).isZero();
                    assertThat(pdu.body).containsExactly(0);
                    return pdu.sequence;
                })
                .toList();
    }

    @Test
    void aNegativeAnswerHasTheFormOfAPositiveOne() throws IOException {
        bench.sink.react(mo -> CompletableFuture.completedFuture(Taken.FULL));
        bench.start(patient());

        Pdu answer = smsc.bound().ask(Pdu.deliver(7, "too many"));

        assertThat(answer.octets()).containsExactly(0, 0, 0, 17, 0x80, 0, 0, 5, 0, 0, 0, THROTTLED, 0, 0, 0, 7, 0);
    }

    @Test
    void aTextThatIsNotStoredInTimeIsAnsweredOnceThoughItIsStoredLater() throws IOException {
        Links links = bench.start(patient(Duration.ofMillis(300)));
        Peer peer = smsc.bound();
        peer.send(Pdu.deliver(1, "slow"));

        assertThat(peer.readAnswering(DELIVER_SM_RESP).status).isEqualTo(TEMPORARY);
        store();
        bench.sink.react(TestSink::stored);
        peer.send(Pdu.deliver(2, "fast"));

        assertThat(peer.readAnswering(DELIVER_SM_RESP).sequence).isEqualTo(2);
        assertThat(LinkBench.counts(links).failed()).isEqualTo(1);
        assertThat(LinkBench.counts(links).stored()).isEqualTo(1);
    }

    @Test
    void whatIsBeyondTheWindowIsPutOffWhileTheWindowIsHeld() throws IOException {
        Links links = bench.start(patient());
        Peer peer = smsc.bound();

        peer.send(delivers(1, WINDOW + 3));

        for (int i = WINDOW + 1; i <= WINDOW + 3; i++) {
            Pdu answer = peer.readAnswering(DELIVER_SM_RESP);
            assertThat(answer.sequence).isEqualTo(i);
            assertThat(answer.status).isEqualTo(THROTTLED);
        }
        assertThat(LinkBench.counts(links).throttled()).isEqualTo(3);
        store();
        assertThat(peer.readAnswering(DELIVER_SM_RESP).sequence).isEqualTo(1);
    }

    @Test
    void aTextRightBehindTheAnswerToTheBindIsTaken() throws IOException {
        bench.sink.react(TestSink::stored);
        bench.start(patient());
        Peer peer = smsc.accept();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(peer.read().answer(0, "raw").octets());
        segment.writeBytes(delivers(1, 3));

        peer.send(segment.toByteArray());

        for (int i = 1; i <= 3; i++) {
            assertThat(peer.readAnswering(DELIVER_SM_RESP).status).isZero();
        }
        assertThat(bench.sink.words()).containsExactly("text 1", "text 2", "text 3");
    }

    @Test
    void aTextBeforeTheAnswerToTheBindIsNotTaken() throws IOException {
        bench.start(patient());
        Peer hasty = smsc.accept();
        hasty.read();

        assertThat(hasty.ask(Pdu.deliver(1, "too early")).status).isEqualTo(4);

        assertThat(bench.sink.texts).isEmpty();
    }

    @Test
    void whatIsBeingStoredIsAnsweredBeforeTheUnbind() throws IOException {
        Links links = bench.start(patient());
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        peer.send(Pdu.deliver(1, "last words"));
        awaitHeld(1);
        Thread closer = bench.threads.thread("closer", links::close);

        closer.start();
        await().atMost(PATIENCE).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        store();

        assertThat(peer.read().id).isEqualTo(DELIVER_SM_RESP);
        Pdu unbind = peer.read();
        assertThat(unbind.id).isEqualTo(Pdu.UNBIND);
        peer.send(unbind.headerOnlyAnswer(0));
        await().atMost(PATIENCE).until(() -> !closer.isAlive());
    }

    @Test
    void whatIsBeingStoredIsAnsweredBeforeTheUnbindOfTheMessageCentre() throws IOException {
        bench.start(patient());
        Peer peer = smsc.bound();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(delivers(1, WINDOW + 1));
        segment.writeBytes(Pdu.header(Pdu.UNBIND, 77).octets());

        peer.send(segment.toByteArray());
        Pdu putOff = peer.read();
        awaitHeld(WINDOW);
        store();

        // The one beyond the window need not wait for the others, but all leave before the unbind is answered.
        assertThat(putOff.status).isEqualTo(THROTTLED);
        for (int i = 1; i <= WINDOW; i++) {
            Pdu answer = peer.read();
            assertThat(answer.id).isEqualTo(DELIVER_SM_RESP);
            assertThat(answer.sequence).isEqualTo(i);
            assertThat(answer.status).isZero();
        }
        Pdu unbind = peer.read();
        assertThat(unbind.id).isEqualTo(Pdu.UNBIND | Pdu.RESP);
        assertThat(unbind.sequence).isEqualTo(77);
    }

    @Test
    void anUnbindWaitsForNoTextLongerThanThatMayTake() throws IOException {
        bench.start(patient(Duration.ofMillis(300)));
        Peer peer = smsc.bound();
        peer.send(Pdu.deliver(1, "never stored"));
        peer.send(Pdu.header(Pdu.UNBIND, 2));

        assertThat(peer.read().status).isEqualTo(TEMPORARY);
        assertThat(peer.read().id).isEqualTo(Pdu.UNBIND | Pdu.RESP);
    }

    @Test
    void nothingOfOursIsSentBehindTheUnbindOfTheMessageCentre() throws IOException {
        Links links = bench.start(patient());
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        CompletableFuture<Void> marked = new CompletableFuture<>();
        CompletableFuture<Submitted> outcome = links.submit(
                new SubmitRequest(LinkBench.text("too late"), 1, SubmitRequest.Begun.NOT, (link, messages) -> marked));
        peer.send(Pdu.deliver(1, "slow"));
        peer.send(Pdu.header(Pdu.UNBIND, 2));

        await().atMost(PATIENCE).until(() -> !links.hasRoom());
        marked.complete(null);

        assertThat(outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join())
                .isInstanceOf(Submitted.TryLater.class);
        store();
        assertThat(peer.read().id).isEqualTo(DELIVER_SM_RESP);
        assertThat(peer.read().id).isEqualTo(Pdu.UNBIND | Pdu.RESP);
    }

    @Test
    void aPeerThatReadsNoAnswerHoldsUpNeitherTheStoreNorTheEnd() throws IOException {
        bench.sink.react(TestSink::stored);
        smsc.holdLittle();
        Links links = bench.start(fast("deaf", smsc.port()).with(patient().timers()));
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        AtomicInteger sent = new AtomicInteger();
        Thread flood = bench.threads.thread("flood", () -> floodUntilCut(peer, sent));

        flood.start();
        awaitStandstill(sent);
        long began = System.nanoTime();
        links.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        await().atMost(PATIENCE)
                .until(() -> !flood.isAlive()
                        && Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith("smpp-deaf")
                                        || thread.getName().startsWith("PDUReaderWorker")));
    }

    private static void floodUntilCut(Peer peer, AtomicInteger sent) {
        try {
            while (true) {
                peer.send(delivers(sent.get() + 1, 100));
                sent.addAndGet(100);
            }
        } catch (IOException cut) {
            // That is what the test waits for.
        }
    }

    /** Until no text more is taken off the connection, because no answer is. */
    private static void awaitStandstill(AtomicInteger sent) {
        AtomicInteger before = new AtomicInteger(-1);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    int now = sent.get();
                    return now > 0 && now == before.getAndSet(now);
                });
    }

    @Test
    void answersAndOtherPdusOfOursNeverTearEachOther() throws IOException {
        Links links = bench.start(patient());
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        List<CompletableFuture<Submitted>> submitted = new ArrayList<>();
        int answered = 0;
        int enquired = 0;

        for (int round = 0; round < 60; round++) {
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                segment.writeBytes(Pdu.deliver(1 + round * 20 + i, "up").octets());
                segment.writeBytes(Pdu.header(Pdu.ENQUIRE_LINK, 100_000 + i).octets());
            }
            peer.send(segment.toByteArray());
            for (int i = 0; i < 10; i++) {
                submitted.add(links.submit(LinkBench.errand("down " + i)));
            }
            awaitHeld(20);
            store();
            for (int left = 50; left > 0; left--) {
                Pdu pdu = peer.read();
                switch (pdu.id) {
                    case DELIVER_SM_RESP -> answered++;
                    case Pdu.ENQUIRE_LINK | Pdu.RESP -> enquired++;
                    case Pdu.SUBMIT_SM -> peer.send(pdu.answer(0, "id"));
                    default -> throw new AssertionError("torn: " + pdu);
                }
            }
        }

        assertThat(answered).isEqualTo(60 * 20);
        assertThat(enquired).isEqualTo(60 * 20);
        for (CompletableFuture<Submitted> one : submitted) {
            assertThat(one.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join())
                    .isInstanceOf(Submitted.Taken.class);
        }
    }
}
