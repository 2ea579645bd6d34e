package dev.convoke.dialin;

import dev.convoke.dialin.DialInText.Keyword;
import dev.convoke.dialin.DialInText.Verb;
import java.util.Optional;

/** The words that mean something to us, in any case. */
final class Keywords {

    /** Wants to enter; what makes a moderator is the PIN, not the word. */
    static final String JOIN = "JOIN";
    /** Wants to open the room, so the PIN must be there. */
    static final String OPEN = "OPEN";

    /** Either of them, if it is the first word; elsewhere it is part of a name, as it ever was. */
    static final String CALL = "CALL";

    private Keywords() {}

    /** Whether the word may stand before a colon at the head of a text. */
    static boolean isKeyword(String word) {
        return isEntryAtHead(word) || verb(word).isPresent();
    }

    /** Whether the word is {@link #JOIN} or {@link #OPEN}. */
    static boolean isEntry(String word) {
        return word.equalsIgnoreCase(JOIN) || word.equalsIgnoreCase(OPEN);
    }

    /** Whether the word asks to enter where it is the first of a text. */
    static boolean isEntryAtHead(String word) {
        return isEntry(word) || word.equalsIgnoreCase(CALL);
    }

    /** The moderator's command of that name. */
    static Optional<Verb> verb(String word) {
        return named(Verb.values(), word);
    }

    /** The word for the sender alone of that name. */
    static Optional<Keyword> alone(String word) {
        return named(Keyword.values(), word);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String word) {
        for (E one : all) {
            if (one.name().equalsIgnoreCase(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
