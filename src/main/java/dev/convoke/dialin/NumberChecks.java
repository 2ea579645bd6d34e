package dev.convoke.dialin;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.util.List;
import java.util.Optional;

/** Number and PIN, by order: the first run of digits is the conference number, the second the PIN. */
final class NumberChecks {

    private NumberChecks() {}

    /**
     * What is wrong with the first two of them.
     *
     * @param required how many there must be if there is one at all, 0 to 2
     */
    static Optional<String> problem(List<Token> numbers, int required) {
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        if (ConferenceNumber.parse(numbers.get(0).text()).isEmpty()) {
            return Optional.of("the number must have three to twelve digits");
        }
        if (numbers.size() == 1) {
            return required > 1 ? Optional.of("the PIN is missing") : Optional.empty();
        }
        return Pin.parse(numbers.get(1).text()).isEmpty()
                ? Optional.of("the PIN must have four to twelve digits")
                : Optional.empty();
    }
}
