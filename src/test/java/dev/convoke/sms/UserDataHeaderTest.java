package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.sms.UserDataHeader.Part.Kind;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataHeaderTest {

    @Test
    void readsPartsWithNarrowAndWideReferences() {
        assertThat(header("050003cc0302" + "41").part()).contains(new Part(Kind.NARROW, 0xCC, 3, 2));
        assertThat(header("060804fedc0201" + "41").part()).contains(new Part(Kind.WIDE, 0xFEDC, 2, 1));
    }

    @Test
    void readsPortsAndSkipsWhatItDoesNotKnow() {
        UserDataHeader header = header("0d" + "7003aabbcc" + "0504" + "9c410000" + "2400" + "4142");

        assertThat(header.destinationPort()).hasValue(40001);
        assertThat(header.part()).isEmpty();
        assertThat(header.textOf(octets("0d" + "7003aabbcc" + "0504" + "9c410000" + "2400" + "4142")))
                .isEqualTo(octets("4142"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing at all
                "05", // shorter than it says
                "050003cc03", // the same by one octet
                "020003", // an element longer than the header
                "0100" // an element without its length
            })
    void refusesAHeaderThatIsTruncated(String hex) {
        assertThat(UserDataHeader.parse(octets(hex))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"050003cc0300", "050003cc0304", "050003cc0000", "060804fedc0203"})
    void knowsAPartThatCannotBe(String hex) {
        assertThat(header(hex).part().orElseThrow().isSound()).isFalse();
    }

    @Test
    void ofAnElementThatComesTwiceTheLastCounts() {
        UserDataHeader header = header("13" + "0003cc0302" + "05049c410000" + "0003cd0301" + "040150" + "41");

        assertThat(header.part()).contains(new Part(Kind.NARROW, 0xCD, 3, 1));
        assertThat(header.destinationPort()).hasValue(40001);
    }

    @Test
    void aHeaderOfWrongLengthElementsIsOnlySkipped() {
        assertThat(header("040002cc0341").part()).isEmpty();
        assertThat(header("0041").octets()).isEqualTo(1);
    }

    @RepeatedTest(200)
    void noOctetsMakeItThrow(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        byte[] octets = new byte[random.nextInt(20)];
        random.nextBytes(octets);
        if (octets.length > 0) {
            octets[0] = (byte) random.nextInt(20);
        }

        assertThat(UserDataHeader.parse(octets).map(UserDataHeader::octets).orElse(0))
                .as("seed %d", round.getCurrentRepetition())
                .isLessThanOrEqualTo(octets.length);
    }

    private static UserDataHeader header(String hex) {
        return UserDataHeader.parse(octets(hex)).orElseThrow();
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
