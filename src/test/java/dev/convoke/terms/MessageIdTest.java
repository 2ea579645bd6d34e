package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdTest {

    @ParameterizedTest
    @CsvSource({"1A2B, 1a2b", "00001A2B, 1a2b", "'  42 ', 42", "0, 0", "000, 0", "'', ''", "7f3b-AA, 7f3b-aa"})
    void isFoldedIntoOneForm(String written, String folded) {
        assertThat(MessageId.of(written)).isEqualTo(new MessageId(folded));
    }

    @ParameterizedTest
    @CsvSource({
        "1A, 1a|26",
        "26, 26|38|1a",
        "7, 7",
        "ffffffffffffffff, ffffffffffffffff|18446744073709551615",
        "7f-aa, 7f-aa"
    })
    void mayBeTheSameInAnotherNumberSystem(String written, String alternatives) {
        assertThat(MessageId.of(written).alternatives())
                .extracting(MessageId::folded)
                .containsExactly(alternatives.split("\\|"));
    }

    @Test
    void isShortAndFitToBeShown() {
        assertThat(MessageId.of("x".repeat(1_000)).folded()).hasSize(65);
        assertThat(MessageId.of("a\u001b[2Jb").folded()).isEqualTo("a?[2jb");
    }
}
