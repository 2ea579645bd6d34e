package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationCodeTest {

    private static final InvitationCode CODE =
            InvitationCode.parse("K7QW3M9XPT4H").orElseThrow();

    @Test
    void isReadAgainAsItIsShown() {
        SecureRandom chance = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            InvitationCode code = InvitationCode.generate(chance);

            assertThat(code.digits()).matches("[0-9A-HJKMNP-TV-Z]{12}");
            assertThat(InvitationCode.parse(code.digits())).contains(code);
            assertThat(InvitationCode.parse(code.grouped())).contains(code);
            assertThat(InvitationCode.isGrouped(code.grouped())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k7qw-3m9x-pt4h",
                " K7QW 3M9X PT4H ",
                "K7QW\u20103M9X\u2013PT4H",
                "k7qw.3m9x.pt4h",
                "\uff2b\uff17\uff31\uff373M9XPT4H",
            })
    void isReadHoweverPeopleWriteIt(String typed) {
        assertThat(InvitationCode.parse(typed)).contains(CODE);
    }

    @Test
    void takesTheLettersThatLookLikeDigitsForThese() {
        assertThat(InvitationCode.parse("oOiIlL000000").map(InvitationCode::digits))
                .contains("001111000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K7QW3M9XPT4", "K7QW3M9XPT4HH", "K7QW3M9XPT4U", "K7QW3M9XPT\u00e9H", "K7QW/3M9X/PT4H"})
    void isNothingElse(String typed) {
        assertThat(InvitationCode.parse(typed)).isEmpty();
        assertThat(InvitationCode.isGrouped(typed)).isFalse();
    }

    @Test
    void readsWhateverComesWithoutTrouble() {
        SplittableRandom chance = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            String typed = chance.ints(chance.nextInt(60), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(InvitationCode.parse(typed))
                    .satisfiesAnyOf(
                            code -> assertThat(code).isEmpty(),
                            code -> assertThat(code.orElseThrow().digits()).hasSize(12));
        }
        assertThat(InvitationCode.parse("-".repeat(1_000_000))).isEmpty();
    }

    @Test
    void isNotPrinted() {
        assertThat(CODE).hasToString("[redacted]");
    }
}
