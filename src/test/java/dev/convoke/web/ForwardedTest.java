package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.net.Cidr;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {

    private final Forwarded forwarded = new Forwarded(List.of(
            Cidr.parse("127.0.0.1/32").orElseThrow(), Cidr.parse("10.0.0.0/8").orElseThrow()));

    private static InetAddress ip(String literal) {
        return DeviceAddress.parseIp(literal).orElseThrow();
    }

    /** Peer, header lines parted by bars, who it is. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 198.51.100.1, 203.0.113.9",
        "127.0.0.1, 198.51.100.1, 198.51.100.1",
        "127.0.0.1, '6.6.6.6, 198.51.100.1', 198.51.100.1",
        "127.0.0.1, '6.6.6.6, 198.51.100.1, 10.1.2.3', 198.51.100.1",
        "127.0.0.1, 6.6.6.6|198.51.100.1, 198.51.100.1",
        "127.0.0.1, '10.1.2.3, 10.1.2.4', 10.1.2.3",
        "127.0.0.1, 198.51.100.1:4711, 198.51.100.1",
        "127.0.0.1, 2001:db8::7, 2001:db8::7",
        "127.0.0.1, [2001:db8::7]:4711, 2001:db8::7",
        "127.0.0.1, unknown, 127.0.0.1",
        "127.0.0.1, '198.51.100.1, unknown', 127.0.0.1",
        "127.0.0.1, '198.51.100.1,', 127.0.0.1",
        "127.0.0.1, '', 127.0.0.1",
    })
    void isWhoTheLastProxyThatIsBelievedGotItFrom(String peer, String headers, String client) {
        List<String> lines = headers.isEmpty() ? List.of() : Arrays.asList(headers.split("\\|"));

        assertThat(forwarded.client(ip(peer), lines)).isEqualTo(ip(client));
    }
}
