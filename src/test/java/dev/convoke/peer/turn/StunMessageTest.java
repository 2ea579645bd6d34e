package dev.convoke.peer.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of STUN, by the vectors of RFC 5769 and by chance. */
class StunMessageTest {

    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);

    /** RFC 5769 §2.1. */
    private static final byte[] REQUEST = octets("""
            00010058 2112a442 b7e7a701 bc34d686 fa87dfae
            80220010 5354554e 20746573 7420636c 69656e74
            00240004 6e0001ff
            80290008 932ff9b1 51263b36
            00060009 6576746a 3a683676 59202020
            00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
            80280004 e57a3bcf
            """);

    /** RFC 5769 §2.2. */
    private static final byte[] RESPONSE_IPV4 = octets("""
            0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
            8022000b 74657374 20766563 746f7220
            00200008 0001a147 e112a643
            00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
            80280004 c07d4c96
            """);

    /** RFC 5769 §2.3. */
    private static final byte[] RESPONSE_IPV6 = octets("""
            01010048 2112a442 b7e7a701 bc34d686 fa87dfae
            8022000b 74657374 20766563 746f7220
            00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
            00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
            80280004 c8fb0b4c
            """);

    /** RFC 5769 §2.4. */
    private static final byte[] LONG_TERM = octets("""
            00010060 2112a442 78ad3433 c6ad72c0 29da412e
            00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
            0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
            0014000b 6578616d 706c652e 6f726700
            00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666
            """);

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    @Test
    void readsASignedRequest() throws Exception {
        StunMessage request = StunMessage.parse(REQUEST);

        assertThat(request.isRequest()).isTrue();
        assertThat(request.method()).isEqualTo(1);
        assertThat(request.transaction()).isEqualTo("b7e7a701bc34d686fa87dfae");
        assertThat(request.text(Stun.USERNAME)).contains("evtj:h6vY");
        assertThat(request.isSignedWith(PASSWORD)).isTrue();
        assertThat(request.isIntact()).isTrue();
    }

    @Test
    void unmasksAddressesOfBothFamilies() throws Exception {
        StunMessage ipv4 = StunMessage.parse(RESPONSE_IPV4);
        StunMessage ipv6 = StunMessage.parse(RESPONSE_IPV6);

        assertThat(ipv4.isSuccess() && ipv4.isSignedWith(PASSWORD) && ipv4.isIntact())
                .isTrue();
        assertThat(ipv6.isSuccess() && ipv6.isSignedWith(PASSWORD) && ipv6.isIntact())
                .isTrue();
        assertThat(ipv4.xorAddress(Stun.XOR_MAPPED_ADDRESS)).contains(new InetSocketAddress("192.0.2.1", 32_853));
        assertThat(ipv6.xorAddress(Stun.XOR_MAPPED_ADDRESS))
                .contains(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32_853));
    }

    @Test
    void preparesLongTermCredentialsAsPeopleTypeThem() throws Exception {
        TurnCredentials typed = new TurnCredentials("\u30de\u30c8\u30ea\u30c3\u30af\u30b9", "The\u00adM\u00aatr\u2168");

        assertThat(StunMessage.parse(LONG_TERM).isSignedWith(typed.key("example.org")))
                .isTrue();
        assertThat(StunMessage.parse(LONG_TERM).isSignedWith(typed.key("example.com")))
                .isFalse();
    }

    @Test
    void noOctetOfASignedMessageCanBeChanged() {
        for (int i = 0; i < RESPONSE_IPV4.length - 8; i++) {
            byte[] changed = RESPONSE_IPV4.clone();
            changed[i] ^= 0x01;

            assertThat(isTaken(changed)).as("octet %d", i).isFalse();
        }
    }

    private static boolean isTaken(byte[] octets) {
        try {
            return StunMessage.parse(octets).isSignedWith(PASSWORD);
        } catch (MalformedStunException refused) {
            return false;
        }
    }

    @Test
    void whatFollowsTheSignatureDoesNotCount() throws Exception {
        StunRequest request = new StunRequest(Stun.REFRESH, new byte[Stun.TRANSACTION_OCTETS])
                .with(Stun.NONCE, "n")
                .signed(PASSWORD)
                .with(Stun.REALM, "added by somebody");

        StunMessage read = StunMessage.parse(request.octets());

        assertThat(read.isSignedWith(PASSWORD)).isTrue();
        assertThat(read.text(Stun.NONCE)).contains("n");
        assertThat(read.text(Stun.REALM)).isEmpty();
    }

    @Test
    void writesWhatItReads() throws Exception {
        for (String address : List.of("198.51.100.9", "2001:db8::9")) {
            InetAddress ip = InetAddress.getByName(address);
            byte[] transaction = octets("000102030405060708090a0b");
            StunRequest request = new StunRequest(Stun.CREATE_PERMISSION, transaction)
                    .withXorAddress(Stun.XOR_PEER_ADDRESS, ip, 5000)
                    .with(Stun.LIFETIME, 600)
                    .signed(PASSWORD);

            StunMessage read = StunMessage.parse(request.octets());

            assertThat(read.method()).isEqualTo(Stun.CREATE_PERMISSION);
            assertThat(read.transaction()).isEqualTo(request.transaction());
            assertThat(read.xorAddress(Stun.XOR_PEER_ADDRESS)).contains(new InetSocketAddress(ip, 5000));
            assertThat(read.number(Stun.LIFETIME)).contains(600L);
            assertThat(read.isSignedWith(PASSWORD)).isTrue();
        }
    }

    @Test
    void refusesWhatDoesNotEndWhereItSays() {
        byte[] cut = Arrays.copyOf(REQUEST, REQUEST.length - 4);
        byte[] http = "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> StunMessage.parse(cut)).isInstanceOf(MalformedStunException.class);
        assertThatThrownBy(() -> StunMessage.bodyOctets(http)).hasMessageContaining("no TURN server");
    }

    @Test
    void readsOrRefusesWhateverComes() {
        Random random = new Random(6062);
        List<byte[]> seeds = List.of(REQUEST, RESPONSE_IPV4, RESPONSE_IPV6, LONG_TERM);
        int taken = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                // Mostly lengths and types of attributes: the second and fourth octet of a word.
                octets[Math.min(octets.length - 1, random.nextInt(octets.length) | random.nextInt(4))] =
                        (byte) (random.nextBoolean() ? random.nextInt(32) : random.nextInt());
            }
            taken += readAll(octets) ? 1 : 0;
        }
        assertThat(taken).isBetween(1_000, 199_000);
    }

    /** Everything that can be asked of a message; only one exception may come out. */
    private static boolean readAll(byte[] octets) {
        try {
            StunMessage message = StunMessage.parse(octets);
            for (int type = 0; type < 0x30; type++) {
                assertThat(message.value(type).orElse(new byte[0]).length).isLessThanOrEqualTo(octets.length);
                assertThat(message.xorAddress(type)).isNotNull();
                assertThat(message.number(type)).isNotNull();
            }
            var unused = message.failure();
            boolean signed = message.isSignedWith(PASSWORD) && message.isIntact();
            return signed || message.method() >= 0;
        } catch (MalformedStunException refused) {
            return false;
        }
    }
}
