package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:5000, 203.0.113.7:5000",
        "[2001:db8:0:0:0:0:0:7]:5000, [2001:db8::7]:5000",
        "[2001:DB8:0:0:1:0:0:1]:5000, [2001:db8::1:0:0:1]:5000",
        "[2001:db8:0:1:1:1:1:1]:5000, [2001:db8:0:1:1:1:1:1]:5000",
        "[2001:0:0:1:0:0:0:1]:5000, [2001:0:0:1::1]:5000",
        "[0:0:0:0:0:0:0:0]:5000, [::]:5000",
        "[0:0:0:0:0:0:0:1]:5000, [::1]:5000",
        "[fe80:0:0:0:0:0:0:0]:5000, [fe80::]:5000"
    })
    void isWrittenInItsShortForm(String texted, String shown) {
        DeviceAddress address = DeviceAddress.parse(texted).orElseThrow();

        assertThat(address).hasToString(shown);
        assertThat(DeviceAddress.parse(shown)).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7:5000, 203.0.113.7 port 5000", "[2001:db8:0:0:0:0:0:7]:5000, 2001:db8::7 port 5000"})
    void isToldInWords(String texted, String told) {
        assertThat(DeviceAddress.parse(texted).orElseThrow().inWords()).isEqualTo(told);
    }
}
