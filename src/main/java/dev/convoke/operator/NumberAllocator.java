package dev.convoke.operator;

import dev.convoke.store.RoomTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Allocates conference numbers and PINs (US 8,018,877 section B: the maintainer "may also provide personal conferencing numbers
 * and PIN numbers to users").
 *
 * <p>As safe for threads as the source of chance it was given.
 */
final class NumberAllocator {

    private static final int NUMBER_DIGITS = 7;
    private static final int PIN_DIGITS = 6;
    private static final int MIN_DISTINCT_DIGITS = 3;
    private static final int TRIES = 1_000;

    private final RandomGenerator chance;

    /** The source must be a {@link java.security.SecureRandom} wherever secrets matter; tests may take any other. */
    NumberAllocator(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * A conference number of seven digits that no room has; the first is not 0, so that nobody drops it.
     *
     * @return empty if a thousand tries met only numbers that are taken
     */
    Optional<ConferenceNumber> freeNumber(RoomTable rooms) {
        return IntStream.range(0, TRIES)
                .mapToObj(i -> new ConferenceNumber((1 + chance.nextInt(9)) + digits(NUMBER_DIGITS - 1)))
                .filter(number -> rooms.find(number).isEmpty())
                .findFirst();
    }

    /** A PIN of six digits that is none of those that people try first. */
    Pin pin() {
        String drawn = digits(PIN_DIGITS);
        while (isTrivial(drawn)) {
            drawn = digits(PIN_DIGITS);
        }
        return Pin.parse(drawn).orElseThrow();
    }

    /** A PIN like that, other than one that is given out already. */
    Pin pinOtherThan(Optional<Pin> given) {
        Pin drawn = pin();
        while (given.isPresent() && given.get().reveal().equals(drawn.reveal())) {
            drawn = pin();
        }
        return drawn;
    }

    private String digits(int count) {
        StringBuilder drawn = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            drawn.append((char) ('0' + chance.nextInt(10)));
        }
        return drawn.toString();
    }

    /** Whether people would try this PIN first: few digits, a run such as 456789, or a part over and over such as 123123. */
    static boolean isTrivial(Pin pin) {
        return isTrivial(pin.reveal());
    }

    private static boolean isTrivial(String digits) {
        return digits.chars().distinct().count() < MIN_DISTINCT_DIGITS || isRun(digits) || isRepetition(digits);
    }

    private static boolean isRun(String digits) {
        int step = digits.charAt(1) - digits.charAt(0);
        return Math.abs(step) <= 1
                && IntStream.range(1, digits.length()).allMatch(i -> digits.charAt(i) - digits.charAt(i - 1) == step);
    }

    private static boolean isRepetition(String digits) {
        return IntStream.rangeClosed(1, digits.length() / 2)
                .filter(part -> digits.length() % part == 0)
                .anyMatch(part -> digits.equals(digits.substring(0, part).repeat(digits.length() / part)));
    }
}
