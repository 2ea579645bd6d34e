package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm7Test {

    private static final String EXTENDED = "\f^{}\\[~]|€";

    /** 3GPP TS 23.038 §6.2.1, a sample of each corner of the table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "00 @", "01 £", "02 $", "09 Ç", "0b Ø", "0e Å", "10 Δ", "11 _", "1a Ξ", "1c Æ", "1f É", "24 ¤", "30 0",
                "3a :", "3f ?", "40 ¡", "41 A", "5a Z", "5b Ä", "5f §", "60 ¿", "61 a", "7a z", "7b ä", "7f à",
                        "1b14 ^",
                "1b28 {", "1b29 }", "1b2f \\", "1b3c [", "1b3d ~", "1b3e ]", "1b40 |", "1b65 €"
            })
    void everyCornerOfTheTablesReadsAsTheStandardSays(String hex, String character) {
        byte[] octets = java.util.HexFormat.of().parseHex(hex);

        assertThat(Gsm7.decode(octets)).isEqualTo(character);
        assertThat(Gsm7.encode(character)).isEqualTo(octets);
        assertThat(Gsm7.septets(character.codePointAt(0))).isEqualTo(octets.length);
    }

    @Test
    void allSeptetsButTheEscapeComeBackAsTheyWere() {
        for (int septet = 0; septet < 128; septet++) {
            byte[] octet = {(byte) septet};
            if (septet != 0x1B) {
                assertThat(Gsm7.encode(Gsm7.decode(octet)))
                        .as("septet %d", septet)
                        .isEqualTo(octet);
            }
        }
    }

    @Test
    void whatIsNoTextStillDecodes() {
        assertThat(Gsm7.decode(new byte[] {'a', 0x1B})).isEqualTo("a ");
        assertThat(Gsm7.decode(new byte[] {0x1B, 0x1B, 0x28})).isEqualTo(" {");
        assertThat(Gsm7.decode(new byte[] {0x1B, '7', '8'})).isEqualTo("78");
        assertThat(Gsm7.decode(new byte[] {(byte) 0xC1, 'x'})).isEqualTo("\uFFFDx");
        assertThat(Gsm7.decode(new byte[0])).isEmpty();
    }

    @Test
    void refusesToEncodeWhatItDoesNotHold() {
        assertThat(Gsm7.holds("Привет")).isFalse();
        assertThat(Gsm7.holds("😀")).isFalse();
        assertThatThrownBy(() -> Gsm7.encode("ab\u0441")).hasMessageContaining("character 2");
    }

    @RepeatedTest(50)
    void randomTextsOfTheAlphabetComeBackAsTheyWere(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) {
            int septet = random.nextInt(128);
            text.append(
                    septet == 0x1B
                            ? EXTENDED.charAt(random.nextInt(EXTENDED.length()))
                            : Gsm7.decode(new byte[] {(byte) septet}).charAt(0));
        }

        assertThat(Gsm7.decode(Gsm7.encode(text.toString())))
                .as("seed %d", round.getCurrentRepetition())
                .isEqualTo(text.toString());
    }

    @RepeatedTest(50)
    void noOctetsMakeItThrow(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        byte[] octets = new byte[random.nextInt(200)];
        random.nextBytes(octets);

        assertThat(Gsm7.decode(octets))
                .as("seed %d", round.getCurrentRepetition())
                .isNotNull();
    }
}
