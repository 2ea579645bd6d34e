package dev.convoke.peer.smsc;

import dev.convoke.sms.UserDataHeader.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the parts of long texts together, in whatever order they come; only for the embedded message centre, so nothing is
 * durable. When too many texts are incomplete, the oldest is forgotten.
 *
 * <p>Any thread.
 */
final class PartsTray {

    private static final int MAX_INCOMPLETE = 1_000;

    private record Key(String from, String to, int reference, int total) {}

    private final Map<Key, TreeMap<Integer, String>> incomplete = new LinkedHashMap<>();

    /** Adds a part; the whole text if it was the last that was missing. */
    synchronized Optional<String> add(String from, String to, Part part, String text) {
        Key key = new Key(from, to, part.reference(), part.total());
        TreeMap<Integer, String> parts = incomplete.computeIfAbsent(key, unknown -> new TreeMap<>());
        parts.put(part.number(), text);
        if (parts.size() == part.total()) {
            incomplete.remove(key);
            return Optional.of(String.join("", parts.values()));
        }
        if (incomplete.size() > MAX_INCOMPLETE) {
            incomplete.remove(incomplete.keySet().iterator().next());
        }
        return Optional.empty();
    }
}
