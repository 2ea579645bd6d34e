package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoPart;
import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.sms.UserDataHeader.Part.Kind;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From {@code deliver_sm} to the sink, and from what the sink says to the answer (US 8,018,877 step 425). */
@Timeout(60)
class ReceivingTest {

    private static final int THROTTLED = 0x58;
    private static final int TEMPORARY = 0x64;

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
    void aTextArrivesWithSenderServiceNumberAndLink() throws IOException {
        Pdu answer = peer.ask(Pdu.deliver(5, "203.0.113.7:5000 8401234"));

        assertThat(answer.status).isZero();
        assertThat(answer.sequence).isEqualTo(5);
        MobileOriginated mo = bench.sink.texts.get(0);
        assertThat(mo.link()).isEqualTo("main");
        assertThat(mo.from()).isEqualTo(new Originator.Phone(new Msisdn("+447700900001")));
        assertThat(mo.to()).isEqualTo(new ServiceNumber("84433"));
        assertThat(mo.text()).isEqualTo("203.0.113.7:5000 8401234");
        assertThat(mo.sentAt()).isEmpty();
    }

    @Test
    void anIpv6DialInInTheGsmAlphabetKeepsItsBrackets() throws IOException {
        byte[] gsm = HexFormat.of().parseHex("1b3c" + "323030313a6462383a3a37" + "1b3e" + "3a35303030");

        peer.ask(new Pdu.Deliver().text(gsm).pdu(1));

        assertThat(bench.sink.words()).containsExactly("[2001:db8::7]:5000");
    }

    @Test
    void ucs2AndHeadersAndPayloadsAreRead() throws IOException {
        peer.ask(new Pdu.Deliver()
                .dataCoding(8)
                .text("Привет 😀".getBytes(StandardCharsets.UTF_16BE))
                .pdu(1));
        peer.ask(new Pdu.Deliver()
                .dataCoding(8)
                .esmClass(0x40)
                .text(HexFormat.of().parseHex("06" + "05049c410000" + "00680069"))
                .pdu(2));
        peer.ask(new Pdu.Deliver()
                .tlv(0x0424, "by payload".getBytes(StandardCharsets.US_ASCII))
                .pdu(3));

        assertThat(bench.sink.words()).containsExactly("Привет 😀", "hi", "by payload");
    }

    @Test
    void dataCodingZeroIsReadAsTheLinkSays() throws IOException {
        try (RawSmsc latin = new RawSmsc()) {
            bench.start(fast("latin", latin.port())
                    .withWindow(4)
                    .with(new Encoding(Alphabet.LATIN1, Optional.empty(), 10)));

            latin.bound()
                    .ask(new Pdu.Deliver()
                            .text("[Zoë]".getBytes(StandardCharsets.ISO_8859_1))
                            .pdu(1));
        }

        assertThat(bench.sink.words()).containsExactly("[Zoë]");
    }

    @Test
    void whatNobodyCanEverReadIsAcknowledgedAndDropped() throws IOException {
        assertThat(peer.ask(new Pdu.Deliver().esmClass(0x40).text("zz").pdu(2)).status)
                .as("a header beyond the text")
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver()
                                .esmClass(0x40)
                                .text(HexFormat.of().parseHex("050003010204" + "41"))
                                .pdu(3))
                        .status)
                .as("part 4 of 2")
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver().dataCoding(0x20).text("a").pdu(4)).status)
                .as("compressed")
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver().to(5, "Bank").text("a").pdu(5)).status)
                .as("for no number of ours")
                .isZero();

        assertThat(bench.sink.texts).isEmpty();
        assertThat(LinkBench.counts(links).dropped()).isEqualTo(4);
    }

    @Test
    void aPduWithTwoBodiesIsRefusedForGood() throws IOException {
        Pdu both = new Pdu.Deliver().text("a").tlv(0x0424, new byte[] {'b'}).pdu(1);

        assertThat(peer.ask(both).status).as("optional parameter not allowed").isEqualTo(0xC1);

        assertThat(bench.sink.texts).isEmpty();
        assertThat(LinkBench.counts(links).dropped()).isEqualTo(1);
    }

    @Test
    void aPortByHeaderOrParameterComesAlongAndTheHeaderWins() throws IOException {
        byte[] toPort = HexFormat.of().parseHex("06" + "05049c410007" + "6869");
        byte[] toNarrowPort = HexFormat.of().parseHex("04" + "0402f000" + "6869");
        byte[] parameter = {0x12, 0x34};

        peer.ask(new Pdu.Deliver().esmClass(0x40).text(toPort).pdu(1));
        peer.ask(new Pdu.Deliver().esmClass(0x40).text(toNarrowPort).pdu(2));
        peer.ask(new Pdu.Deliver().text("hi").tlv(0x020B, parameter).pdu(3));
        peer.ask(new Pdu.Deliver()
                .esmClass(0x40)
                .text(toPort)
                .tlv(0x020A, parameter)
                .tlv(0x020B, parameter)
                .pdu(4));
        peer.ask(new Pdu.Deliver().text("hi").tlv(0x020A, parameter).pdu(5));

        assertThat(bench.sink.words()).containsOnly("hi");
        assertThat(bench.sink.texts)
                .extracting(MobileOriginated::port)
                .containsExactly(
                        OptionalInt.of(40_001),
                        OptionalInt.of(240),
                        OptionalInt.of(0x1234),
                        OptionalInt.of(40_001),
                        OptionalInt.empty());
    }

    @Test
    void dataIsATextOnlyWhereItIsForAPort() throws IOException {
        byte[] words = "8401234 Zoë".getBytes(StandardCharsets.UTF_8);

        assertThat(peer.ask(new Pdu.Deliver().dataCoding(4).text(words).pdu(1)).status)
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver()
                                .dataCoding(4)
                                .text(words)
                                .tlv(0x020B, new byte[] {0x12, 0x34})
                                .pdu(2))
                        .status)
                .isZero();

        assertThat(bench.sink.words()).containsExactly("8401234 Zoë");
        assertThat(LinkBench.counts(links).dropped()).isEqualTo(1);
    }

    @Test
    void partsComeAlongByHeaderOfEitherWidthOrByParameters() throws IOException {
        peer.ask(new Pdu.Deliver()
                .esmClass(0x40)
                .text(HexFormat.of().parseHex("050003cc0302" + "41"))
                .pdu(1));
        peer.ask(new Pdu.Deliver()
                .esmClass(0x40)
                .text(HexFormat.of().parseHex("0c" + "05049c410000" + "0804fedc0201" + "41"))
                .pdu(2));
        peer.ask(sar("fedc", "02", "02").pdu(3));

        assertThat(bench.sink.parts)
                .extracting(MoPart::part)
                .containsExactly(
                        new Part(Kind.NARROW, 0xCC, 3, 2),
                        new Part(Kind.WIDE, 0xFEDC, 2, 1),
                        new Part(Kind.SAR, 0xFEDC, 2, 2));
        assertThat(bench.sink.parts.get(1).port()).hasValue(40_001);
        assertThat(bench.sink.texts).isEmpty();
    }

    @Test
    void theOnlyPartIsTheTextAndWhatCannotBeAPartIsDropped() throws IOException {
        peer.ask(new Pdu.Deliver()
                .esmClass(0x40)
                .text(HexFormat.of().parseHex("050003cc0101" + "6869"))
                .pdu(1));
        peer.ask(sar("0001", "01", "01").pdu(2));
        peer.ask(new Pdu.Deliver()
                .text("no total")
                .tlv(0x020C, new byte[] {0, 1})
                .tlv(0x020F, new byte[] {1})
                .pdu(3));
        assertThat(peer.ask(sar("0001", "02", "00").pdu(4)).status).isZero();
        assertThat(peer.ask(sar("0001", "02", "03").pdu(5)).status).isZero();
        byte[] long256 = new byte[256];
        assertThat(peer.ask(sar("0001", "02", "01")
                                .text(new byte[0])
                                .tlv(0x0424, long256)
                                .pdu(6))
                        .status)
                .as("a part beyond a message")
                .isZero();

        assertThat(bench.sink.words()).containsExactly("hi", "part", "no total");
        assertThat(bench.sink.parts).isEmpty();
        assertThat(LinkBench.counts(links).dropped()).isEqualTo(3);
    }

    private static Pdu.Deliver sar(String reference, String total, String number) {
        return new Pdu.Deliver()
                .text("part")
                .tlv(0x020C, HexFormat.of().parseHex(reference))
                .tlv(0x020E, HexFormat.of().parseHex(total))
                .tlv(0x020F, HexFormat.of().parseHex(number));
    }

    @Test
    void theMessageCentresTimeStampIsRead() throws IOException {
        peer.ask(new Pdu.Deliver().sentAt("261201120000004+").text("a").pdu(1));
        peer.ask(new Pdu.Deliver().sentAt("000001000000000R").text("b").pdu(2));

        assertThat(bench.sink.texts)
                .extracting(MobileOriginated::sentAt)
                .containsExactly(Optional.of(Instant.parse("2026-12-01T11:00:00Z")), Optional.empty());
    }

    @Test
    void aDeliveryReceiptIsAcknowledgedAndIsNoText() throws IOException {
        assertThat(peer.ask(new Pdu.Deliver()
                                .esmClass(0x04)
                                .text("id:1 stat:DELIVRD")
                                .pdu(1))
                        .status)
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver().esmClass(0x20).text("on its way").pdu(2)).status)
                .isZero();

        assertThat(bench.sink.texts).isEmpty();
        assertThat(LinkBench.counts(links).receipts()).isEqualTo(2);
    }

    @Test
    void aDuplicateIsAcknowledged() throws IOException {
        bench.sink.react(mo -> CompletableFuture.completedFuture(Taken.DUPLICATE));

        assertThat(peer.ask(Pdu.deliver(1, "again")).status).isZero();
        assertThat(LinkBench.counts(links).duplicates()).isEqualTo(1);
    }

    @Test
    void aFullInboxThrottlesTheMessageCentre() throws IOException {
        bench.sink.react(mo -> CompletableFuture.completedFuture(Taken.FULL));

        assertThat(peer.ask(Pdu.deliver(1, "too many")).status).isEqualTo(THROTTLED);
    }

    @Test
    void aFailureOfTheSinkIsATemporaryErrorAndTheLinkLives() throws IOException {
        bench.sink.react(mo -> CompletableFuture.failedFuture(new IllegalStateException("disk full")));
        assertThat(peer.ask(Pdu.deliver(1, "one")).status).isEqualTo(TEMPORARY);
        bench.sink.react(mo -> {
            throw new IllegalStateException("defect");
        });
        assertThat(peer.ask(Pdu.deliver(2, "two")).status).isEqualTo(TEMPORARY);
        bench.sink.react(mo -> {
            throw new StackOverflowError();
        });
        assertThat(peer.ask(Pdu.deliver(3, "three")).status).isEqualTo(TEMPORARY);

        bench.sink.react(TestSink::stored);
        assertThat(peer.ask(Pdu.deliver(4, "four")).status).isZero();
        assertThat(LinkBench.counts(links).failed()).isEqualTo(3);
    }

    @Test
    void aSinkThatNeverAnswersCostsATemporaryErrorAndNotTheLink() throws IOException {
        bench.sink.react(mo -> new CompletableFuture<>());
        for (int i = 1; i <= 4; i++) {
            peer.send(Pdu.deliver(i, "slow " + i));
        }

        peer.send(Pdu.header(Pdu.ENQUIRE_LINK, 50));
        Pdu first = peer.read();

        assertThat(first.id).as("the enquire_link overtakes the texts").isEqualTo(Pdu.ENQUIRE_LINK | Pdu.RESP);
        for (int i = 1; i <= 4; i++) {
            assertThat(peer.readAnswering(Pdu.DELIVER_SM | Pdu.RESP).status).isEqualTo(TEMPORARY);
        }
        bench.sink.react(TestSink::stored);
        assertThat(peer.ask(Pdu.deliver(9, "fast")).status).isZero();
    }

    @Test
    void moreTextsThanTheWindowAreThrottledAndNotQueued() throws IOException {
        CompletableFuture<Taken> later = new CompletableFuture<>();
        bench.sink.react(mo -> later);
        for (int i = 1; i <= 4; i++) {
            peer.send(Pdu.deliver(i, "held " + i));
        }
        await().atMost(PATIENCE).until(() -> bench.sink.texts.size() == 4);

        assertThat(peer.ask(Pdu.deliver(5, "one too many")).status).isEqualTo(THROTTLED);

        later.complete(Taken.STORED);
        for (int i = 1; i <= 4; i++) {
            assertThat(peer.readAnswering(Pdu.DELIVER_SM | Pdu.RESP).status).isZero();
        }
    }

    @Test
    void aDataSmIsRefusedAndTheLinkLives() throws IOException {
        byte[] body = HexFormat.of().parseHex("00" + "0101" + "343400" + "0101" + "343500" + "000000");

        Pdu answer = peer.ask(new Pdu(0x103, 0, 8, body));

        assertThat(answer.status).isEqualTo(3);
        assertThat(peer.ask(Pdu.deliver(9, "on")).status).isZero();
    }
}
