package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.smpp.RawSmsc.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever octets a message centre sends, the link takes what is sound, refuses what is not, and is never left hanging. */
@Timeout(60)
class HostileSmscTest {

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    private RawSmsc smsc;
    private Peer peer;

    @BeforeEach
    void bind() throws IOException {
        smsc = new RawSmsc();
        bench.start(fast(smsc.port()));
        peer = smsc.bound();
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {512 << 20, 70_001, 15, 8, 0, -1, Integer.MIN_VALUE})
    void aLengthThatCannotBeEndsTheConnectionAtOnceAndTheLinkBindsAnew(int octets) throws IOException {
        peer.send(ByteBuffer.allocate(16)
                .putInt(octets)
                .putInt(Pdu.DELIVER_SM)
                .putInt(0)
                .putInt(7)
                .array());

        Pdu nack = peer.readAnswering(Pdu.GENERIC_NACK);
        assertThat(nack.status).isEqualTo(2);
        assertThat(peer.isClosedByPeer()).isTrue();
        assertStillTakesTexts(smsc.bound());
    }

    @Test
    void aPduInTwoHalvesOfItsHeaderIsReadWholeThoughTheReadTimesOutBetween() throws IOException {
        sendInTwo(Pdu.deliver(11, "split header"), 6);

        assertThat(peer.readAnswering(Pdu.DELIVER_SM | Pdu.RESP).sequence).isEqualTo(11);
        assertThat(bench.sink.words()).containsExactly("split header");
    }

    @Test
    void aPduInTwoHalvesOfItsBodyIsReadWholeThoughTheReadTimesOutBetween() throws IOException {
        sendInTwo(Pdu.deliver(12, "split body"), 40);

        assertThat(peer.readAnswering(Pdu.DELIVER_SM | Pdu.RESP).sequence).isEqualTo(12);
        assertThat(bench.sink.words()).containsExactly("split body");
    }

    private void sendInTwo(Pdu pdu, int cut) throws IOException {
        byte[] octets = pdu.octets();
        // In the first silence the link enquires; after that it waits in the middle of our PDU, past its read time-out.
        Pdu enquire = peer.readAnswering(Pdu.ENQUIRE_LINK);
        peer.send(enquire.headerOnlyAnswer(0));
        peer.send(octets, 0, cut);
        awaitSilence(Duration.ofMillis(550));
        peer.send(octets, cut, octets.length);
    }

    private static void awaitSilence(Duration silence) {
        long until = System.nanoTime() + silence.toNanos();
        await().atMost(PATIENCE).until(() -> System.nanoTime() > until);
    }

    @Test
    void aPduOctetByOctetIsReadWhole() throws IOException {
        byte[] octets = Pdu.deliver(13, "byte by byte").octets();

        for (int i = 0; i < octets.length; i++) {
            peer.send(octets, i, i + 1);
        }

        assertThat(peer.readAnswering(Pdu.DELIVER_SM | Pdu.RESP).status).isZero();
        assertThat(bench.sink.words()).containsExactly("byte by byte");
    }

    @Test
    void manyPdusInOneSegmentAreAllRead() throws IOException {
        byte[] three = new byte[0];
        for (int i = 1; i <= 3; i++) {
            byte[] one = Pdu.deliver(i, "text " + i).octets();
            three = Arrays.copyOf(three, three.length + one.length);
            System.arraycopy(one, 0, three, three.length - one.length, one.length);
        }

        peer.send(three);

        await().atMost(PATIENCE).until(() -> bench.sink.texts.size() == 3);
    }

    @Test
    void anSmLengthBeyondThePduIsNackedAndTheLinkLives() throws IOException {
        Pdu nack = peer.ask(new Pdu.Deliver().text("short").smLength(200).pdu(21));

        assertThat(nack.id).isEqualTo(Pdu.GENERIC_NACK);
        assertStillTakesTexts(peer);
    }

    @Test
    void aStringWithoutEndIsNackedAndTheLinkLives() throws IOException {
        byte[] noNul = new byte[40];
        Arrays.fill(noNul, (byte) 'x');

        assertThat(peer.ask(new Pdu(Pdu.DELIVER_SM, 0, 22, noNul)).id).isEqualTo(Pdu.GENERIC_NACK);
        assertStillTakesTexts(peer);
    }

    @Test
    void aTlvBeyondThePduIsNackedAndTheLinkLives() throws IOException {
        Pdu bad = new Pdu.Deliver().text("x").tlv(0x0424, 5_000, new byte[3]).pdu(23);

        assertThat(peer.ask(bad).id).isEqualTo(Pdu.GENERIC_NACK);
        assertStillTakesTexts(peer);
    }

    @Test
    void aDeliverSmOfNothingButItsHeaderIsNackedAndTheLinkLives() throws IOException {
        assertThat(peer.ask(Pdu.header(Pdu.DELIVER_SM, 24)).id).isEqualTo(Pdu.GENERIC_NACK);
        assertStillTakesTexts(peer);
    }

    @Test
    void anUnknownCommandIsNackedAndTheLinkLives() throws IOException {
        Pdu nack = peer.ask(Pdu.header(0x00000777, 25));

        assertThat(nack.id).isEqualTo(Pdu.GENERIC_NACK);
        assertThat(nack.status).isEqualTo(3);
        assertStillTakesTexts(peer);
    }

    @Test
    void answersToNothingAreIgnored() throws IOException {
        peer.send(new Pdu(0x80000777, 0, 26, new byte[0]));
        peer.send(new Pdu(Pdu.SUBMIT_SM | Pdu.RESP, 0, 27, new byte[] {'n', 'o', 'e', 'n', 'd'}));
        peer.send(new Pdu(Pdu.GENERIC_NACK, 3, 28, new byte[0]));

        assertStillTakesTexts(peer);
    }

    @Test
    void aTooLongAddressIsNackedByTheLibraryAndTheLinkLives() throws IOException {
        Pdu bad =
                new Pdu.Deliver().from(1, "1234567890123456789012345").text("x").pdu(29);

        assertThat(peer.ask(bad).id).isEqualTo(Pdu.GENERIC_NACK);
        assertStillTakesTexts(peer);
    }

    @Test
    void garbageThatLooksLikeALongPduDoesNotLeaveTheLinkDeaf() throws IOException {
        // 0x0000ff00 octets are within bounds, so the link waits for the rest, and eats whatever comes as such.
        peer.send(ByteBuffer.allocate(20).putInt(0xFF00).putInt(0x47455420).array());

        assertThat(peer.isClosedByPeer()).isTrue();
        assertStillTakesTexts(smsc.bound());
    }

    @Test
    void aTlsHelloEndsTheConnection() throws IOException {
        peer.send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xFC, 0x03, 0x03, 1, 2, 3, 4, 5});

        assertThat(peer.isClosedByPeer()).isTrue();
        assertStillTakesTexts(smsc.bound());
    }

    @Test
    void aMessagePayloadOf64KilobytesIsTakenWhole() throws IOException {
        byte[] long64 = new byte[65_535];
        Arrays.fill(long64, (byte) 'p');
        long64[65_534] = '!';

        Pdu answer = peer.ask(new Pdu.Deliver().tlv(0x0424, long64).pdu(31));

        assertThat(answer.id).isEqualTo(Pdu.DELIVER_SM | Pdu.RESP);
        assertThat(answer.status).isZero();
        assertThat(bench.sink.words().get(0)).hasSize(65_535).endsWith("pp!");
        assertStillTakesTexts(peer);
    }

    @RepeatedTest(5)
    void randomChangesToSoundPdusNeverSilenceTheLink(RepetitionInfo round) throws IOException {
        Random random = new Random(round.getCurrentRepetition());
        for (int i = 0; i < 200; i++) {
            byte[] octets = new Pdu.Deliver()
                    .text("a text of some length")
                    .tlv(0x0204, new byte[] {0, 1})
                    .tlv(0x1500, new byte[random.nextInt(9)])
                    .pdu(1_000 + i)
                    .octets();
            octets[16 + random.nextInt(octets.length - 16)] = (byte) random.nextInt(256);
            Pdu changed = new Pdu(Pdu.DELIVER_SM, 0, 1_000 + i, Arrays.copyOfRange(octets, 16, octets.length));

            assertThat(peer.ask(changed).sequence)
                    .as("seed %d", round.getCurrentRepetition())
                    .isEqualTo(1_000 + i);
        }
        assertStillTakesTexts(peer);
    }

    private void assertStillTakesTexts(Peer to) throws IOException {
        Pdu answer = to.ask(Pdu.deliver(999, "still there?"));
        assertThat(answer.id).isEqualTo(Pdu.DELIVER_SM | Pdu.RESP);
        assertThat(answer.status).isZero();
        assertThat(bench.sink.words()).contains("still there?");
    }
}
