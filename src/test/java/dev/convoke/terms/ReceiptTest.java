package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, DELIVERED",
        "DELIVERED DELIVERED, DELIVERED",
        "DELIVERED -, ENROUTE",
        "- -, ENROUTE",
        "DELIVERED ENROUTE, ENROUTE",
        "DELIVERED EXPIRED, EXPIRED",
        "- UNDELIVERABLE, UNDELIVERABLE",
        "ACCEPTED ACCEPTED, ACCEPTED"
    })
    void aTextIsDeliveredWhenAllItsPartsAre(String parts, Receipt whole) {
        assertThat(Receipt.ofAll(Arrays.stream(parts.split(" "))
                        .map(part -> part.equals("-") ? Optional.<Receipt>empty() : Optional.of(Receipt.valueOf(part)))
                        .toList()))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, ENROUTE, true",
        "DELIVERED, ACCEPTED, true",
        "ENROUTE, DELIVERED, false",
        "EXPIRED, DELIVERED, false",
        "ENROUTE, ENROUTE, false",
        "DELIVERED, UNKNOWN, true"
    })
    void whatIsFinalStays(Receipt later, Receipt earlier, boolean news) {
        assertThat(later.supersedes(earlier)).isEqualTo(news);
    }
}
