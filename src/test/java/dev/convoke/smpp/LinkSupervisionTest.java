package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.smpp.RawSmsc.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A link comes up by itself, stays up, and says in plain words why it is not. */
@Timeout(60)
class LinkSupervisionTest {

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

    @Test
    void startDoesNotWaitForAMessageCentreThatIsNotThere() throws IOException {
        int nobody = freePort();

        Links links = bench.start(fast(nobody));

        links.firstAttempts().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        await().atMost(PATIENCE).until(() -> only(links).state() == LinkState.RETRYING);
        assertThat(only(links).sentence())
                .isEqualTo(
                        "main (transceiver) is waiting to try again: 127.0.0.1:" + nobody + " refused the connection");
    }

    @Test
    void bindsAsSoonAsTheMessageCentreIsThere() throws IOException {
        int port = freePort();
        Links links = bench.start(fast(port));
        await().atMost(PATIENCE).until(() -> only(links).state() == LinkState.RETRYING);

        try (RawSmsc late = new RawSmsc(port)) {
            late.bound();

            LinkBench.awaitBound(links);
            assertThat(only(links).sentence()).isEqualTo("main (transceiver) is bound");
        }
    }

    private static int freePort() throws IOException {
        try (RawSmsc gone = new RawSmsc()) {
            return gone.port();
        }
    }

    @Test
    void bindsWithTheLoginOfTheSettings() throws IOException {
        bench.start(fast(smsc.port()));

        Pdu bind = smsc.accept().read();

        assertThat(bind.id).isEqualTo(0x09);
        assertThat(bind.body).startsWith(Pdu.cString("convoke")).containsSequence(Pdu.cString("sesame"));
        assertThat(bind.body).contains(0x34);
    }

    @Test
    void waitsOutABindThatTheMessageCentreStillHolds() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        for (int i = 0; i < 2; i++) {
            Peer refused = smsc.accept();
            refused.send(refused.read().headerOnlyAnswer(5));
            assertThat(refused.isClosedByPeer()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> only(links).trouble().contains("still holds our former bind"));

        smsc.bound();

        LinkBench.awaitBound(links);
    }

    @Test
    void saysThatThePasswordIsWrongAndTriesAgain() throws IOException {
        Links links = bench.start(fast(smsc.port()));

        Peer refused = smsc.accept();
        refused.send(refused.read().headerOnlyAnswer(0x0E));
        refused.close();

        await().atMost(PATIENCE).until(() -> only(links).trouble().contains("does not take our password"));
        smsc.bound();
        LinkBench.awaitBound(links);
    }

    @Test
    void givesUpOnAMessageCentreThatDoesNotAnswerTheBind() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        Peer mute = smsc.accept();

        assertThat(mute.isClosedByPeer()).isTrue();

        await().atMost(PATIENCE).until(() -> only(links).trouble().contains("did not answer the bind within 900 ms"));
        smsc.bound();
        LinkBench.awaitBound(links);
    }

    @Test
    void triesAgainAtOnceWhenTheConnectionIsClosedInsteadOfAnswered() throws IOException {
        LinkTimers patient = new LinkTimers(
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofMillis(10),
                Duration.ofMillis(10));
        Links links = bench.start(fast(smsc.port()).with(patient));
        Peer balancer = smsc.accept();
        balancer.read();
        balancer.close();

        smsc.accept().read();

        assertThat(only(links).trouble()).contains("closed the connection before it answered the bind");
    }

    @Test
    void bindsAnewWhenTheMessageCentreStopsAnswering() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        Peer halfOpen = smsc.bound();
        LinkBench.awaitBound(links);

        assertThat(halfOpen.read().id).isEqualTo(Pdu.ENQUIRE_LINK);
        Peer next = smsc.bound();

        assertThat(next.ask(Pdu.deliver(1, "hello")).status).isZero();
    }

    @Test
    void aLinkThatOnlyHearsWhatMakesNoSenseIsDeaf() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        Peer senseless = smsc.bound();
        LinkBench.awaitBound(links);

        // Each of them is a whole PDU, so the library reads on and on, and no read ever times out.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                senseless.send(Pdu.header(0x80000777, 1));
                return false;
            } catch (IOException closed) {
                return true;
            }
        });

        smsc.bound();
        LinkBench.awaitBound(links);
    }

    @Test
    void answersAnEnquireLink() throws IOException {
        bench.start(fast(smsc.port()));

        Pdu answer = smsc.bound().ask(Pdu.header(Pdu.ENQUIRE_LINK, 77));

        assertThat(answer.id).isEqualTo(Pdu.ENQUIRE_LINK | Pdu.RESP);
        assertThat(answer.status).isZero();
    }

    @Test
    void bindsAnewAfterTheMessageCentreUnbinds() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        Peer leaving = smsc.bound();

        assertThat(leaving.ask(Pdu.header(Pdu.UNBIND, 5)).id).isEqualTo(Pdu.UNBIND | Pdu.RESP);

        smsc.bound();
        LinkBench.awaitBound(links);
    }

    @Test
    void onePairIsAReceiverAndATransmitter() throws IOException {
        Links links = bench.start(fast(smsc.port()).with(BindKind.PAIR));

        Peer one = smsc.accept();
        Pdu first = one.read();
        one.send(first.answer(0, "raw"));
        Peer other = smsc.accept();
        Pdu second = other.read();
        other.send(second.answer(0, "raw"));

        LinkBench.awaitBound(links);
        assertThat(first.id + second.id).isEqualTo(1 + 2);
        assertThat(links.status())
                .extracting(LinkStatus::bind)
                .containsExactly(BindKind.RECEIVER, BindKind.TRANSMITTER);
        Peer receiver = first.id == 1 ? one : other;
        assertThat(receiver.ask(Pdu.deliver(1, "to the receiver")).status).isZero();
    }

    @Test
    void closingUnbindsAndTriesNoMore() throws IOException {
        Links links = bench.start(fast(smsc.port()));
        Peer peer = smsc.bound();
        LinkBench.awaitBound(links);
        Thread closer = bench.threads.thread("closer", links::close);

        closer.start();
        Pdu unbind = peer.readAnswering(Pdu.UNBIND);
        peer.send(unbind.headerOnlyAnswer(0));

        await().atMost(PATIENCE).until(() -> !closer.isAlive());
        assertThat(only(links).state()).isEqualTo(LinkState.STOPPED);
        assertThat(smsc.isTriedWithin(Duration.ofMillis(500))).isFalse();
    }

    @Test
    void closesAtOnceWhileItWaitsForAnAnswerToItsBind() throws IOException {
        LinkTimers patient = new LinkTimers(
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        Links links = bench.start(fast(smsc.port()).with(patient));
        smsc.accept().read();

        long began = System.nanoTime();
        links.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(only(links).state()).isEqualTo(LinkState.STOPPED);
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        Links links = bench.start(fast("leaver", smsc.port()));
        smsc.bound();
        LinkBench.awaitBound(links);

        smsc.close();
        links.close();

        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("smpp-leaver")
                                || thread.getName().startsWith("PDUReaderWorker")
                                || thread.getName().startsWith("EnquireLinkSender")));
    }

    private static LinkStatus only(Links links) {
        assertThat(links.status()).hasSize(1);
        return links.status().get(0);
    }
}
