package dev.convoke.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private final AddressPolicy closed = new AddressPolicy(List.of(), List.of(), Set.of(), 1024);

    private static DeviceAddress at(String address) {
        return DeviceAddress.parse(address).orElseThrow();
    }

    private static Cidr range(String cidr) {
        return Cidr.parse(cidr).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5000",
                "127.255.255.254:5000",
                "0.0.0.0:5000",
                "10.1.2.3:5000",
                "172.16.0.1:5000",
                "172.31.255.255:5000",
                "192.168.1.1:5000",
                "100.64.0.1:5000",
                "169.254.169.254:5000",
                "192.0.2.1:5000",
                "198.51.100.1:5000",
                "203.0.113.7:5000",
                "198.18.0.1:5000",
                "192.88.99.1:5000",
                "224.0.0.1:5000",
                "240.0.0.1:5000",
                "255.255.255.255:5000",
                "[::]:5000",
                "[::1]:5000",
                "[::127.0.0.1]:5000",
                "[::ffff:127.0.0.1]:5000",
                "[::ffff:0:127.0.0.1]:5000",
                "[::ffff:10.0.0.1]:5000",
                "[64:ff9b::7f00:1]:5000",
                "[64:ff9b:1::1]:5000",
                "[2002:7f00:1::]:5000",
                "[2001::1]:5000",
                "[2001:db8::7]:5000",
                "[3fff::1]:5000",
                "[fe80::1]:5000",
                "[fec0::1]:5000",
                "[fc00::1]:5000",
                "[fd12:3456::1]:5000",
                "[ff02::1]:5000",
                "8.8.8.8:1023",
                "8.8.8.8:80"
            })
    void deniesWhatIsNotAPublicDevice(String address) {
        assertThat(closed.allows(at(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8:5000",
                "100.63.255.255:1024",
                "100.128.0.0:65535",
                "172.32.0.1:5000",
                "[2606:4700::1]:5000",
                "[::ffff:8.8.8.8]:5000"
            })
    void allowsPublicAddresses(String address) {
        assertThat(closed.allows(at(address))).isTrue();
    }

    @Test
    void theOperatorOpensRangesAndClosesThemAgain() {
        AddressPolicy policy = new AddressPolicy(
                List.of(range("10.0.0.0/8"), range("2001:db8::/33")),
                List.of(range("10.9.0.0/16"), range("8.8.8.8")),
                Set.of(),
                1024);

        assertThat(policy.allows(at("10.1.2.3:5000"))).isTrue();
        assertThat(policy.allows(at("10.9.2.3:5000"))).isFalse();
        assertThat(policy.allows(at("8.8.8.8:5000"))).isFalse();
        assertThat(policy.allows(at("[2001:db8:7fff::1]:5000"))).isTrue();
        assertThat(policy.allows(at("[2001:db8:8000::1]:5000"))).isFalse();
        assertThat(policy.allows(at("10.1.2.3:22"))).isFalse();
    }

    @Test
    void deniesOurOwnAddressesUnlessTheyAreOpened() throws Exception {
        InetAddress own = InetAddress.getByAddress(new byte[] {8, 8, 4, 4});
        AddressPolicy policy = new AddressPolicy(List.of(), List.of(), Set.of(own), 1024);
        AddressPolicy opened = new AddressPolicy(List.of(range("8.8.4.4")), List.of(), Set.of(own), 1024);

        assertThat(policy.allows(at("8.8.4.4:5000"))).isFalse();
        assertThat(opened.allows(at("8.8.4.4:5000"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0/8", "host/8", "10.0.0.0/", "10.0.0.0/-1", "::/129", "", "10.0.0.0/8/8"})
    void readsNoRangeThatIsNotOne(String raw) {
        assertThat(Cidr.parse(raw)).isEmpty();
    }
}
