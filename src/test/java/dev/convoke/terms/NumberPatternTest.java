package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {

    @ParameterizedTest
    @CsvSource({
        "+447700900123, +447700900123",
        "07700 900123, +447700900123",
        "+44 7700 900123, +447700900123",
        "+4477*, +4477*",
        "+*, +*",
        "+447700900123*, +447700900123*",
    })
    void readsNumbersAndPrefixes(String typed, String expected) {
        assertThat(NumberPattern.parse(typed, "GB")).map(NumberPattern::text).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "+",
                "4477*",
                "+0*",
                "+44*7",
                "+44**",
                "+44?",
                "07700*",
                "+4477009001234567*",
                "12",
                "84433",
                "Bob"
            })
    void refusesWhatIsNeither(String typed) {
        assertThat(NumberPattern.parse(typed, "GB")).isEmpty();
    }

    @Test
    void aNumberMatchesItsBeginningsAndItself() {
        String patterns = NumberPattern.matching(new Msisdn("+4477009")).stream()
                .map(NumberPattern::text)
                .collect(Collectors.joining(" "));

        assertThat(patterns).isEqualTo("+* +4* +44* +447* +4477* +44770* +447700* +4477009* +4477009");
    }
}
