package dev.convoke.terms;

/** What a person may do in a meeting. The PIN decides it, the keyword of the text does not. */
public enum Role {
    /** Opens the room and moderates it: the PIN was right (US 8,018,877 steps 420–440). */
    MODERATOR,
    /** Hears and speaks (US 8,018,877 steps 445–475). */
    PARTICIPANT,
    /** Hears, does not speak, and is always on the record. */
    OBSERVER
}
