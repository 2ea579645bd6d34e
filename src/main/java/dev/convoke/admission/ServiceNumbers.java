package dev.convoke.admission;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.ServiceNumber;
import java.util.List;
import java.util.Optional;

/**
 * Where the server is at home.
 *
 * @param serviceNumbers the numbers that people text; the first is named where no other is meant
 * @param region ISO 3166 code of the country whose national numbers people write; empty if they write international ones only
 */
public record ServiceNumbers(List<ServiceNumber> serviceNumbers, String region) {

    /** Copies the list. */
    public ServiceNumbers {
        serviceNumbers = List.copyOf(serviceNumbers);
    }

    /** The number that is named where no other is meant; empty if the server has none. */
    public Optional<ServiceNumber> firstNumber() {
        return serviceNumbers.stream().findFirst();
    }

    /** The phone numbers that a person typed. */
    public NumberingPlan.Phones phones(String typed) {
        return new NumberingPlan(region).phones(typed);
    }

    /** What to add for whoever wrote something that is no number: nothing where national numbers are read. */
    public String hint() {
        return region.isEmpty() ? ": write + and the country code" : "";
    }

    /** Whether a text to that number would come to ourselves. */
    public boolean isOurs(Msisdn number) {
        return serviceNumbers.stream().anyMatch(ours -> ours.value().equals(number.e164()));
    }
}
