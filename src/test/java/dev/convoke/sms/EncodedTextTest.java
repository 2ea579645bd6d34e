package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedTextTest {

    @ParameterizedTest
    @CsvSource({
        "31d98c56b3dd70, 12345678", // eight septets in seven octets
        "e8329bfd06, hello",
        "d4f29c0e, Test",
        "1b5e1e, '[y'", // with an escape
        "31d98c56b3dd00, 1234567", // the eighth is filling
        "31d98c56b3dd1a, 1234567" // as the standard fills it
    })
    void unpacksSeptets(String hex, String text) {
        assertThat(EncodedText.of(Alphabet.GSM7_PACKED, octets(hex), 0).decode())
                .contains(text);
    }

    @RepeatedTest(300)
    void packedTextComesBackBehindAHeaderOfAnyLength(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        int header = random.nextInt(12);
        byte[] septets = new byte[random.nextInt(160)];
        for (int i = 0; i < septets.length; i++) {
            // What may be filling is for PackedTextTest.
            septets[i] = (byte) ('0' + random.nextInt(80));
        }

        EncodedText unpacked = EncodedText.of(Alphabet.GSM7_PACKED, pack(septets, header), header);

        assertThat(unpacked)
                .as("seed %d", round.getCurrentRepetition())
                .isEqualTo(new EncodedText(Alphabet.GSM7, Octets.of(septets)));
    }

    /** Bit by bit, unlike the code under test: header, bits up to the next multiple of seven, septets. */
    private static byte[] pack(byte[] septets, int header) {
        int start = (header * 8 + 6) / 7 * 7;
        byte[] packed = new byte[(start + septets.length * 7 + 7) / 8];
        for (int bit = 0; bit < septets.length * 7; bit++) {
            int at = start + bit;
            packed[at / 8] |= (byte) ((septets[bit / 7] >> bit % 7 & 1) << at % 8);
        }
        return packed;
    }

    @Test
    void aSurrogatePairThatWasCutIsWholeAgain() {
        byte[] ucs2 = "a😀b".getBytes(StandardCharsets.UTF_16BE);

        assertThat(EncodedText.join(cut(Alphabet.UCS2, ucs2, 4))).isEqualTo("a😀b");
    }

    @RepeatedTest(100)
    void whereverTheTextWasCutItIsWholeAgain(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        String text = random.ints(60, 0x20, 0x1FFFF)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean wide = random.nextBoolean();
        byte[] octets = text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);

        List<EncodedText> parts =
                cut(wide ? Alphabet.UCS2 : Alphabet.OCTETS, octets, random.nextInt(octets.length + 1));

        assertThat(EncodedText.join(parts))
                .as("seed %d", round.getCurrentRepetition())
                .isEqualTo(text);
    }

    /** The second part is what is behind a header of the length of the first. */
    private static List<EncodedText> cut(Alphabet alphabet, byte[] octets, int at) {
        return List.of(EncodedText.of(alphabet, Arrays.copyOf(octets, at), 0), EncodedText.of(alphabet, octets, at));
    }

    @Test
    void partsInDifferentAlphabetsAreEachReadInTheirOwn() {
        EncodedText gsm = EncodedText.of(Alphabet.GSM7, octets("00"), 0);
        EncodedText ucs2 = EncodedText.of(Alphabet.UCS2, octets("0416"), 0);

        assertThat(EncodedText.join(List.of(gsm, ucs2, gsm, gsm))).isEqualTo("@Ж@@");
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
