package dev.convoke.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.Msisdn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links may carry a text, and in which order. */
class RoutesTest {

    private static final Routes ROUTES = new Routes(List.of(
            link("world"), link("uk", "+44"), link("mobile", "+447", "+3538"), link("ireland", "+353"), link("spare")));

    private static final Routes STRICT = new Routes(List.of(link("uk", "+44"), link("ireland", "+353")));

    private static LinkSettings link(String name, String... prefixes) {
        return LinkBench.fast(name, 2775).with(Submit.defaults().toNumbersWith(prefixes));
    }

    @ParameterizedTest
    @CsvSource({
        // to, came by, the candidates
        "+447700900001, '', mobile uk world spare",
        "+441632960961, '', uk world spare",
        "+353861234567, '', mobile ireland world spare",
        "+35312345678, '', ireland world spare",
        "+12025550123, '', world spare",
        "+447700900001, spare, spare mobile uk world",
        "+12025550123, ireland, ireland world spare",
        "+12025550123, gone, world spare",
    })
    void theLinkItCameByComesFirstThenTheLongestPrefixThenTheConfiguration(
            String to, String cameBy, String candidates) {
        assertThat(ROUTES.to(new Msisdn(to), cameBy)).isEqualTo(Arrays.asList(candidates.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550123, '', ''",
        "+12025550123, gone, ''",
        "+12025550123, uk, uk",
        "+447700900001, ireland, ireland uk"
    })
    void aLinkForOtherNumbersIsNoCandidate(String to, String cameBy, String candidates) {
        List<String> expected = candidates.isEmpty() ? List.of() : Arrays.asList(candidates.split(" "));

        assertThat(STRICT.to(new Msisdn(to), cameBy)).isEqualTo(expected);
    }
}
