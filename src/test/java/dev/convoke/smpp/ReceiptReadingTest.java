package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.paging.DeliveryReceipt;
import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Alphabet;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delivery receipts as message centres write them (SMPP 3.4 appendix B), and as they should not. */
@Timeout(60)
class ReceiptReadingTest {

    private static final int RECEIPT = 0x04;

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    private RawSmsc smsc;
    private Peer peer;

    @BeforeEach
    void bind() throws IOException {
        smsc = new RawSmsc();
        Links links = bench.start(fast(smsc.port()));
        peer = smsc.bound();
        LinkBench.awaitBound(links);
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
    }

    private DeliveryReceipt read(Pdu.Deliver receipt) throws IOException {
        assertThat(peer.ask(receipt.pdu(1)).status).isZero();
        assertThat(bench.sink.texts).isEmpty();
        return bench.sink.receipts.get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id:1A2B sub:001 dlvrd:001 submit date:2611241200 done date:2611241201 stat:DELIVRD err:000 text:hi | 1a2b | DELIVERED
            stat:EXPIRED id:7                                                                                 | 7    | EXPIRED
            ID:0000042 STAT:undeliv ERR:011                                                                   | 42   | UNDELIVERABLE
            id: 42  stat: REJECTD                                                                             | 42   | REJECTED
            id=42,stat=ACCEPTD;err=0                                                                          | 42   | ACCEPTED
            id:42 stat:DELETED                                                                                | 42   | DELETED
            id:42 stat:ENROUTE                                                                                | 42   | ENROUTE
            id:42 stat:BUFFRED                                                                                | 42   | ENROUTE
            id:42 stat:DELIVERED                                                                              | 42   | DELIVERED
            id:42 stat:DELIVERY_FAILED                                                                        | 42   | UNDELIVERABLE
            id:42 stat:FAILED                                                                                 | 42   | UNDELIVERABLE
            id:42 stat:2                                                                                      | 42   | DELIVERED
            id:42 stat:XYZZY                                                                                  | 42   | UNKNOWN
            id:42 stat:UNKNOWN                                                                                | 42   | UNKNOWN
            id:42 sub:001 dlvrd:001                                                                           | 42   | DELIVERED
            id:42                                                                                             | 42   | UNKNOWN
            id:42 text:id:43 stat:DELIVRD                                                                     | 42   | UNKNOWN
            """)
    void isReadWhateverTheVendorMadeOfIt(String text, String id, Receipt state) throws IOException {
        assertThat(read(new Pdu.Deliver().esmClass(RECEIPT).text(text)))
                .isEqualTo(new DeliveryReceipt(
                        "main", new MessageId(id), Optional.of(new Msisdn("+447700900001")), state));
    }

    @Test
    void parametersCountBeforeTheText() throws IOException {
        DeliveryReceipt receipt = read(new Pdu.Deliver()
                .esmClass(RECEIPT)
                .text("id:1 stat:EXPIRED")
                .tlv(0x001E, Pdu.cString("00AB"))
                .tlv(0x0427, new byte[] {2}));

        assertThat(receipt.id()).isEqualTo(new MessageId("ab"));
        assertThat(receipt.state()).isEqualTo(Receipt.DELIVERED);
    }

    @Test
    void parametersSufficeAndMakeAReceiptOfWhateverClassItHas() throws IOException {
        DeliveryReceipt receipt =
                read(new Pdu.Deliver().tlv(0x001E, new byte[] {'7', '7'}).tlv(0x0427, new byte[] {5}));

        assertThat(receipt.id()).isEqualTo(new MessageId("77"));
        assertThat(receipt.state()).isEqualTo(Receipt.UNDELIVERABLE);
    }

    @ParameterizedTest
    @CsvSource({"69 64 3a 34 32", "69 b2 8e 26 03"})
    void isReadPlainlyOrPackedWhereTextsArePacked(String hex) throws IOException {
        try (RawSmsc packing = new RawSmsc()) {
            Encoding packed = new Encoding(Alphabet.GSM7_PACKED, Optional.empty(), 10);
            bench.start(fast("packed", packing.port()).with(packed));

            Pdu answer = packing.bound()
                    .ask(new Pdu.Deliver()
                            .esmClass(RECEIPT)
                            .text(HexFormat.ofDelimiter(" ").parseHex(hex))
                            .pdu(1));

            assertThat(answer.status).isZero();
            assertThat(bench.sink.receipts).extracting(DeliveryReceipt::id).containsExactly(new MessageId("42"));
        }
    }

    @Test
    void whatSaysNothingOfAMessageIsAnsweredAndForgotten() throws IOException {
        assertThat(peer.ask(new Pdu.Deliver()
                                .esmClass(RECEIPT)
                                .text("delivered!")
                                .pdu(1))
                        .status)
                .isZero();
        assertThat(peer.ask(new Pdu.Deliver().esmClass(RECEIPT).pdu(2)).status).isZero();

        assertThat(bench.sink.receipts).isEmpty();
        assertThat(bench.sink.texts).isEmpty();
    }

    @Test
    void aTextOfAPersonThatLooksLikeAReceiptIsAText() throws IOException {
        peer.ask(Pdu.deliver(1, "id:1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:"));

        assertThat(bench.sink.receipts).isEmpty();
        assertThat(bench.sink.texts).hasSize(1);
    }
}
