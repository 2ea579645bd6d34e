package dev.convoke.operator;

import dev.convoke.admission.RoomProfiles;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.ServiceNumber;
import java.util.List;

/**
 * What the rules need to know of the server's configuration.
 *
 * @param serviceNumbers the numbers that people text; the first is named where no other is meant
 * @param plan how phone numbers are written here
 * @param profiles what holds for a room that does not say so itself
 * @param seats how many people any room holds at most
 * @param links the names of the links to message centres
 */
public record ServerFacts(
        List<ServiceNumber> serviceNumbers, NumberingPlan plan, RoomProfiles profiles, int seats, List<String> links) {

    /** Copies the lists. */
    public ServerFacts {
        serviceNumbers = List.copyOf(serviceNumbers);
        links = List.copyOf(links);
    }
}
