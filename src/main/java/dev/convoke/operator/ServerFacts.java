package dev.convoke.operator;

import dev.convoke.admission.RoomProfiles;
import dev.convoke.terms.ServiceNumber;
import java.util.List;

/**
 * What the rules need to know of the server's configuration.
 *
 * @param serviceNumbers the numbers that people text; the first is named where no other is meant
 * @param region ISO 3166 code of the country whose national numbers people write; empty if they write international ones only
 * @param profiles what holds for a room that does not say so itself
 * @param seats how many people any room holds at most
 * @param links the names of the links to message centres
 */
public record ServerFacts(
        List<ServiceNumber> serviceNumbers, String region, RoomProfiles profiles, int seats, List<String> links) {

    /** Copies the lists. */
    public ServerFacts {
        serviceNumbers = List.copyOf(serviceNumbers);
        links = List.copyOf(links);
    }
}
