package dev.convoke.smpp;

import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The links to message centres; section {@code smpp} of the configuration.
 *
 * @param links in the order in which texts of ours that prefer none try them; no two with the same name
 */
public record SmppSettings(List<LinkSettings> links) {

    /** Checks that names differ; an {@link IllegalArgumentException} names the key. */
    public SmppSettings {
        links = List.copyOf(links);
        Set<String> names = new HashSet<>();
        for (LinkSettings link : links) {
            SettingCheck.holds(names.add(link.name()), "links", link.name() + " twice", "a name of its own for each");
        }
    }

    /**
     * Reads the section {@code smpp}.
     *
     * @param region whose national numbers a link sends that names no other; empty if it sends none
     */
    public static SmppSettings read(Section section, Optional<String> region) {
        List<LinkSettings> links = section.each("links", "link-defaults").stream()
                .map(link -> LinkSettings.read(link, region))
                .flatMap(Optional::stream)
                .toList();
        return section.make(in -> new SmppSettings(links), () -> new SmppSettings(List.of()));
    }
}
