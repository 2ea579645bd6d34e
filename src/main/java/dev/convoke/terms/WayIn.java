package dev.convoke.terms;

/** How somebody's leg came to be; moderators see it. */
public enum WayIn {
    /** The server connected to the device (US 8,018,877 FIG. 4). */
    DIALLED,
    /** The device connected to the server and presented a code (FIG. 2 and 3). */
    CALLED,
    /** The same from a page in a browser. */
    BROWSER,
    /** The server connected to a relay in front of the device (section C, ALT-C). */
    RELAY
}
