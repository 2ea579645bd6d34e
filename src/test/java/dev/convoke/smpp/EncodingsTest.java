package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.smpp.RawSmsc.Peer;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.Gsm7;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every {@code data_coding} on links of every default alphabet, from PDUs to texts. */
@Timeout(60)
class EncodingsTest {

    private static final int ROUNDS = 60;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    private Peer bound(RawSmsc smsc, Alphabet zero) throws IOException {
        bench.start(fast(smsc.port()).withWindow(4).with(new Encoding(zero, Optional.empty(), 10)));
        return smsc.bound();
    }

    /** The link's default alphabet, data_coding, the octets, and the text; {@code -} if it is dropped. */
    @ParameterizedTest
    @CsvSource({
        "GSM7, 0x00, 1b3c001b3e, [@]",
        "GSM7, 0x01, 5b405d, [@]",
        "GSM7, 0x03, 5b40fc5d, [@ü]",
        "GSM7, 0x02, 5b405d, -",
        "GSM7, 0x04, 5b405d, -",
        "GSM7, 0x06, b031, А1",
        "GSM7, 0x07, e031, א1",
        "GSM7, 0x08, 005b0040d83dde00005d, [@😀]",
        "GSM7, 0x09, 5b405d, -",
        "GSM7, 0x10, 1b3c001b3e, [@]",
        "GSM7, 0x14, 5b405d, -",
        "GSM7, 0x18, 005b0040005d, [@]",
        "GSM7, 0x20, 5b405d, -",
        "GSM7, 0xc0, 1b3c001b3e, [@]",
        "GSM7, 0xd3, 1b3c001b3e, [@]",
        "GSM7, 0xe0, 005b0040005d, [@]",
        "GSM7, 0xe8, 005b0040005d, [@]",
        "GSM7, 0xf0, 1b3c001b3e, [@]",
        "GSM7, 0xf2, 1b3c001b3e, [@]",
        "GSM7, 0xf4, 5b405d, -",
        "LATIN1, 0x00, 5b40fc5d, [@ü]",
        "LATIN1, 0x01, 5b405d, [@]",
        "LATIN1, 0xf1, 1b3c001b3e, [@]",
        "LATIN1, 0xe0, 005b0040005d, [@]",
        "ASCII, 0x00, 5b405d, [@]",
        "ASCII, 0x03, 5b40fc5d, [@ü]",
        "GSM7_PACKED, 0x00, e8329bfd06, hello",
        "GSM7_PACKED, 0xc0, e8329bfd06, hello",
        "GSM7_PACKED, 0xf1, e8329bfd06, hello",
        "GSM7_PACKED, 0x01, 5b405d, [@]",
        "GSM7_PACKED, 0x08, 005b0040005d, [@]"
    })
    void readsAsTheLinkAndTheCodingSay(Alphabet zero, String dataCoding, String hex, String text) throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            Peer peer = bound(smsc, zero);

            Pdu answer = peer.ask(new Pdu.Deliver()
                    .dataCoding(Integer.decode(dataCoding))
                    .text(HexFormat.of().parseHex(hex))
                    .pdu(1));

            assertThat(answer.status).isZero();
            assertThat(bench.sink.words()).isEqualTo(text.equals("-") ? List.of() : List.of(text));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Alphabet.class,
            names = {"GSM7", "LATIN1", "ASCII"})
    void anyTextOfAnAlphabetComesThroughByDefaultAndByUcs2(Alphabet zero) throws IOException {
        Random random = new Random(zero.name().hashCode());
        List<String> sent = new ArrayList<>();
        try (RawSmsc smsc = new RawSmsc()) {
            Peer peer = bound(smsc, zero);

            for (int round = 0; round < ROUNDS; round++) {
                String text = randomText(random, zero);
                sent.add(text);
                peer.ask(new Pdu.Deliver().text(encode(text, zero)).pdu(1 + 3 * round));
                sent.add(text);
                peer.ask(new Pdu.Deliver()
                        .dataCoding(8)
                        .tlv(MESSAGE_PAYLOAD, text.getBytes(StandardCharsets.UTF_16BE))
                        .pdu(2 + 3 * round));
                sent.add(text);
                byte[] toPort = text.getBytes(StandardCharsets.UTF_8);
                peer.ask(new Pdu.Deliver()
                        .dataCoding(4)
                        .tlv(MESSAGE_PAYLOAD, toPort)
                        .tlv(0x020B, new byte[] {0x12, 0x34})
                        .pdu(3 + 3 * round));
            }
        }

        assertThat(bench.sink.words()).as("seed %d", zero.name().hashCode()).isEqualTo(sent);
    }

    /** One to eighty characters that the alphabet has; 254 octets at most. */
    private static String randomText(Random random, Alphabet alphabet) {
        int limit = alphabet == Alphabet.GSM7 ? 0x20AD : alphabet == Alphabet.LATIN1 ? 0x100 : 0x80;
        return random.ints(0, limit)
                .filter(c -> alphabet == Alphabet.GSM7 ? Gsm7.septets(c) > 0 : c > 0)
                .limit(1 + random.nextInt(80))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] encode(String text, Alphabet alphabet) {
        Charset charset = alphabet == Alphabet.LATIN1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.US_ASCII;
        return alphabet == Alphabet.GSM7 ? Gsm7.encode(text) : text.getBytes(charset);
    }

    @Test
    void aPayloadOf64KibComesThrough() throws IOException {
        String text = "8401234 ".repeat(0xFFFF / 8);
        try (RawSmsc smsc = new RawSmsc()) {
            Peer peer = bound(smsc, Alphabet.GSM7);

            Pdu answer = peer.ask(new Pdu.Deliver()
                    .tlv(MESSAGE_PAYLOAD, text.getBytes(StandardCharsets.US_ASCII))
                    .pdu(1));

            assertThat(answer.status).isZero();
            assertThat(bench.sink.words()).containsExactly(text);
        }
    }
}
