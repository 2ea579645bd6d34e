package dev.convoke.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberAllocatorTest {

    @RegisterExtension
    final Office office = new Office();

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
        NumberAllocator allocator = new NumberAllocator(new SplittableRandom(seed));

        assertThat(IntStream.range(0, 20_000).mapToObj(i -> allocator.pin()))
                .as("seed %d", seed)
                .allMatch(pin -> pin.reveal().length() == 6 && !NumberAllocator.isTrivial(pin));
    }

    @Test
    void aPinThatIsGivenOutAlreadyIsDrawnAgain() {
        Pin given = new NumberAllocator(new SplittableRandom(7)).pin();

        Pin other = new NumberAllocator(new SplittableRandom(7)).pinOtherThan(Optional.of(given));

        assertThat(other.reveal()).isNotEqualTo(given.reveal());
    }

    @Test
    void numbersHaveSevenDigitsAndDoNotBeginWithZero() {
        NumberAllocator allocator = new NumberAllocator(new SplittableRandom(7));

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> allocator.freeNumber(office.store().rooms())))
                .allMatch(number -> number.orElseThrow().digits().matches("[1-9][0-9]{6}"));
    }

    @Test
    void aNumberThatIsTakenIsNotAllocated() {
        ConferenceNumber first = new NumberAllocator(new SplittableRandom(7))
                .freeNumber(office.store().rooms())
                .orElseThrow();
        office.add(first);

        Optional<ConferenceNumber> second = new NumberAllocator(new SplittableRandom(7))
                .freeNumber(office.store().rooms());

        assertThat(second).isPresent().isNotEqualTo(Optional.of(first));
    }

    @Test
    void givesUpWhenChanceOffersOnlyNumbersThatAreTaken() {
        office.add(new ConferenceNumber("1000000"));
        RandomGenerator stuck = () -> 0L;

        assertThat(new NumberAllocator(stuck).freeNumber(office.store().rooms()))
                .isEmpty();
    }
}
