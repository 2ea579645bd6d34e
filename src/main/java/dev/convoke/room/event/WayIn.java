package dev.convoke.room.event;

import java.util.Locale;

/** The way by which a leg came about. */
public enum WayIn {
    /** A page in a browser. */
    BROWSER,
    /** The server called the device (US 8,018,877 FIG. 4). */
    DIALLED,
    /** The device called the server. */
    CALLED,
    /** The server called a relay that stands for the device. */
    RELAY;

    /** The name on the wire, such as {@code dialled}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
