package dev.convoke.room.event;

/** How someone went. */
public enum Departure {
    /** They said so. */
    LEFT("left"),
    /** The device closed the connection. */
    HUNG_UP("hung up"),
    /** The connection broke. */
    CONNECTION_LOST("lost the connection"),
    /** A moderator put them out. */
    KICKED("was put out"),
    /** A moderator put them out for good. */
    BANNED("was banned"),
    /** They did not read what was said for too long. */
    TOO_SLOW("was too slow");

    private final String phrase;

    Departure(String phrase) {
        this.phrase = phrase;
    }

    /** What follows the name in a notice, such as {@code left}. */
    public String phrase() {
        return phrase;
    }
}
