package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphabetTest {

    @ParameterizedTest
    @CsvSource({
        "0x00, GSM7",
        "0x01, ASCII",
        "0x02, OCTETS",
        "0x03, LATIN1",
        "0x04, OCTETS",
        "0x05, UNREADABLE",
        "0x06, CYRILLIC",
        "0x07, HEBREW",
        "0x08, UCS2",
        "0x09, UNREADABLE",
        "0x0f, UNREADABLE",
        "0x10, GSM7",
        "0x14, OCTETS",
        "0x18, UCS2",
        "0x1b, UCS2",
        "0x1c, UNREADABLE",
        "0x20, UNREADABLE",
        "0x28, UNREADABLE",
        "0x40, GSM7",
        "0x58, UCS2",
        "0x68, UNREADABLE",
        "0x80, UNREADABLE",
        "0xb0, UNREADABLE",
        "0xc0, GSM7",
        "0xc8, GSM7",
        "0xd1, GSM7",
        "0xe0, UCS2",
        "0xe8, UCS2",
        "0xf0, GSM7",
        "0xf3, GSM7",
        "0xf4, OCTETS",
        "0xff, OCTETS"
    })
    void dataCodingNamesTheAlphabet(String dataCoding, Alphabet alphabet) {
        assertThat(Alphabet.of(Integer.decode(dataCoding), Alphabet.GSM7)).isEqualTo(alphabet);
    }

    @Test
    void zeroMeansWhatTheLinkSays() {
        byte[] brackets = HexFormat.of().parseHex("1b3c1b3e00");

        assertThat(Alphabet.of(0, Alphabet.GSM7).decode(brackets)).contains("[]@");
        assertThat(Alphabet.of(0, Alphabet.LATIN1).decode("[]@ü".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("[]@ü");
        assertThat(Alphabet.of(0, Alphabet.ASCII).decode("[]@".getBytes(StandardCharsets.US_ASCII)))
                .contains("[]@");
    }

    @Test
    void ucs2TakesSurrogatePairsAndByteOrderMarksAndRepairsTheRest() {
        assertThat(Alphabet.UCS2.decode("😀ß".getBytes(StandardCharsets.UTF_16BE)))
                .contains("😀ß");
        assertThat(Alphabet.UCS2.decode(HexFormat.of().parseHex("feff0041"))).contains("A");
        assertThat(Alphabet.UCS2.decode(HexFormat.of().parseHex("0041d83d"))).contains("A\uFFFD");
        assertThat(Alphabet.UCS2.decode(HexFormat.of().parseHex("004100"))).contains("A\uFFFD");
    }

    @Test
    void unexplainedOctetsAreUtf8WhereTheyCanBe() {
        assertThat(Alphabet.OCTETS.decode("naïve".getBytes(StandardCharsets.UTF_8)))
                .contains("naïve");
        assertThat(Alphabet.OCTETS.decode("naïve".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("naïve");
    }

    @Test
    void nobodyReadsCompressedText() {
        assertThat(Alphabet.UNREADABLE.decode(new byte[] {1, 2, 3})).isEmpty();
    }

    @Test
    void cyrillicAndHebrewKeepTheirDigits() {
        assertThat(Alphabet.CYRILLIC.decode(HexFormat.of().parseHex("b0313233")))
                .contains("А123");
        assertThat(Alphabet.HEBREW.decode(HexFormat.of().parseHex("e0313233"))).contains("א123");
    }
}
