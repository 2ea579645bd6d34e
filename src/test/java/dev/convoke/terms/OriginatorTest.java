package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginatorTest {

    @ParameterizedTest
    @CsvSource({
        "+447700900001, +44********01",
        "@07700900001, 077******01",
        "@+0770090000, +07******00",
        "@MyBank24, MyBank24",
        "84433, 84433",
    })
    void whatMayBeANumberIsMaskedWhateverItArrivedAs(String stored, String shown) {
        assertThat(Originator.ofStored(stored).masked()).isEqualTo(shown);
    }
}
