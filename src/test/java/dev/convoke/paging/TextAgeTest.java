package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAgeTest {

    /** How long before the receipt the message centre says that the text was sent, and how long we take that for. */
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT7S, PT7S",
        "PT6M, PT6M",
        "PT14M59S, PT14M59S",
        "PT59M, PT59M",
        "-PT1S, PT0S", // a clock that is ahead
        "-PT1H, PT0S", // summer time
        "-PT876000H, PT0S",
        "PT1H, PT0S", // another zone
        "PT1H20S, PT20S",
        "PT5H30M8S, PT8S", // India
        "PT12H45M30S, PT30S", // the Chatham Islands
        "PT1H31S, PT1H31S", // held
        "PT26H, PT0S",
        "PT48H, PT48H", // no two zones are so far apart
        "PT876000H, PT876000H"
    })
    void believesWhatCanBe(Duration before, Duration held) {
        MobileOriginated text = received("x", Optional.of(NOON.minus(before)), NOON);

        assertThat(TextAge.of(text, NOON)).isEqualTo(held);
        assertThat(TextAge.of(text, NOON.plusSeconds(3))).isEqualTo(held.plusSeconds(3));
    }

    @Test
    void countsFromTheReceiptWhereThereIsNoStamp() {
        assertThat(TextAge.of(received("x", NOON), NOON.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }
}
