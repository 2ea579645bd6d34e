package dev.convoke.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.util.Optional;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppAddressTest {

    @ParameterizedTest
    @CsvSource({
        "1, 447700900001, +447700900001",
        "1, +447700900001, +447700900001",
        "0, 447700900001, +447700900001",
        "0, 00447700900001, +447700900001",
        "0, +447700900001, +447700900001",
        "2, 07700900001, +447700900001",
        "0, 07700900001, +447700900001",
        "0, 84433, 84433",
        "3, 84433, 84433",
        "6, 123, 123",
        "2, 84433, 84433",
        "1, 84433, 84433",
        "3, 447700900001, +447700900001",
        "99, 447700900001, +447700900001",
        "5, MyBank, @MyBank",
        "5, 12345, @12345",
        "0, MyBank, @MyBank",
        "1, 12x45, @12x45"
    })
    void whoSentAText(byte ton, String address, String originator) {
        assertThat(SmppAddress.received(ton, (byte) 1, address).originator(Optional.of("GB")))
                .isEqualTo(Originator.ofStored(originator));
    }

    @Test
    void aNationalNumberWithoutACountryIsNobodyWhoIsAnswered() {
        Originator unknown =
                SmppAddress.received((byte) 2, (byte) 1, "07700900001").originator(Optional.empty());

        assertThat(unknown.phone()).isEmpty();
    }

    @Test
    void anEmptyOrHostileSenderIsAHarmlessName() {
        assertThat(SmppAddress.received((byte) 0, (byte) 0, null).originator(Optional.empty()))
                .isEqualTo(new Originator.Alphanumeric(""));
        assertThat(SmppAddress.received((byte) 5, (byte) 0, "a\n\u001b[31mb").originator(Optional.empty()))
                .isEqualTo(new Originator.Alphanumeric("a??[31mb"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 84433, 84433",
        "3, 84433, 84433",
        "1, 441632960000, +441632960000",
        "0, 441632960000, +441632960000",
        "2, 01632960000, +441632960000"
    })
    void whichNumberOfOursItIsFor(byte ton, String address, String number) {
        assertThat(SmppAddress.received(ton, (byte) 1, address).serviceNumber(Optional.of("GB")))
                .contains(new ServiceNumber(number));
    }

    @ParameterizedTest
    @CsvSource({"5, MyBank", "0, 12", "0, 1234567890123456"})
    void whatIsNoNumberOfOurs(byte ton, String address) {
        assertThat(SmppAddress.received(ton, (byte) 1, address).serviceNumber(Optional.empty()))
                .isEmpty();
    }

    @Test
    void goesOutWithoutPlusAndWithItsType() {
        assertThat(SmppAddress.of(new Msisdn("+447700900001")).digits()).isEqualTo("447700900001");
        assertThat(SmppAddress.of(new Msisdn("+447700900001")).ton()).isEqualTo(TypeOfNumber.INTERNATIONAL);
        assertThat(SmppAddress.of(new ServiceNumber("84433")).ton()).isEqualTo(TypeOfNumber.NETWORK_SPECIFIC);
        assertThat(SmppAddress.of(new ServiceNumber("+441632960000")).digits()).isEqualTo("441632960000");
    }

    @Test
    void neverPrintsTheNumber() {
        assertThat(SmppAddress.of(new Msisdn("+447700900001")).toString()).doesNotContain("900001");
    }
}
