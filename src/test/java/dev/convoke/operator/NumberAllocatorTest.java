package dev.convoke.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.Reception;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberAllocatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"0000", "112211", "123456", "9876543", "0123", "121212", "123123", "12341234", "7777777"})
    void whatPeopleTryFirstIsTrivial(String digits) {
        assertThat(NumberAllocator.isTrivial(Pin.parse(digits).orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4921", "492150", "123457", "120120345", "890123"})
    void otherPinsAreNot(String digits) {
        assertThat(NumberAllocator.isTrivial(Pin.parse(digits).orElseThrow())).isFalse();
    }

    @Test
    void pinsHaveSixDigitsAndAreNeverTrivial() {
        long seed = 20261201;
        NumberAllocator allotment = new NumberAllocator(new SplittableRandom(seed));

        assertThat(IntStream.range(0, 20_000).mapToObj(i -> allotment.pin()))
                .as("seed %d", seed)
                .allMatch(pin -> pin.reveal().length() == 6 && !NumberAllocator.isTrivial(pin));
    }

    @Test
    void numbersHaveSevenDigitsAndDoNotBeginWithZero() {
        try (Reception reception = new Reception()) {
            NumberAllocator allotment = new NumberAllocator(new SplittableRandom(7));

            assertThat(IntStream.range(0, 1_000).mapToObj(i -> allotment.freeNumber(reception.store.rooms())))
                    .allMatch(number -> number.orElseThrow().digits().matches("[1-9][0-9]{6}"));
        }
    }

    @Test
    void aNumberThatIsTakenIsNotAllotted() {
        try (Reception reception = new Reception()) {
            ConferenceNumber first = new NumberAllocator(new SplittableRandom(7))
                    .freeNumber(reception.store.rooms())
                    .orElseThrow();
            reception.add(reception.row(first, "492150", Optional.empty()));

            Optional<ConferenceNumber> second =
                    new NumberAllocator(new SplittableRandom(7)).freeNumber(reception.store.rooms());

            assertThat(second).isPresent().isNotEqualTo(Optional.of(first));
        }
    }

    @Test
    void givesUpWhenChanceOffersOnlyNumbersThatAreTaken() {
        try (Reception reception = new Reception()) {
            reception.add(reception.row(new ConferenceNumber("1000000"), "492150", Optional.empty()));
            RandomGenerator stuck = () -> 0L;

            assertThat(new NumberAllocator(stuck).freeNumber(reception.store.rooms())).isEmpty();
        }
    }
}
