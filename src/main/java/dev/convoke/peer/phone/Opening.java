package dev.convoke.peer.phone;

import java.util.Optional;

/**
 * What a device says first to a server that it has called. Prints without it: it is a secret.
 *
 * @param words a code, or the words of a text; nothing if they are empty
 * @param nick what to be called from the first welcome on; empty for whatever the room says
 */
public record Opening(String words, Optional<String> nick) {

    /** Nothing: who was dialled is known. */
    static Opening none() {
        return new Opening("", Optional.empty());
    }

    @Override
    public String toString() {
        return "Opening[redacted]";
    }
}
