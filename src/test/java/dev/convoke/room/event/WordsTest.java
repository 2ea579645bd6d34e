package dev.convoke.room.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What programs and people read of refusals and rulings. */
class WordsTest {

    @Test
    void everyRefusalHasACodeOfItsOwnAndASentence() {
        assertThat(Arrays.stream(CommandRefusal.values()).map(CommandRefusal::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        for (CommandRefusal refusal : CommandRefusal.values()) {
            assertThat(refusal.with("X").text())
                    .as(refusal.name())
                    .doesNotContain("%")
                    .isNotBlank();
        }
    }

    @Test
    void everyRulingSaysItselfWithoutAPlaceLeftOpen() {
        for (Ruling ruling : Ruling.values()) {
            assertThat(ruling.sentence("Alice", "Bob", " for 2 hours"))
                    .as(ruling.name())
                    .doesNotContain("%")
                    .endsWith(".");
        }
        assertThat(Ruling.ALL_MUTED.label()).isEqualTo("all-muted");
        assertThat(Ruling.BANNED.sentence("Alice", "Bob", "")).isEqualTo("Alice banned Bob.");
    }
}
