package dev.convoke.smpp;

/** Where a bind of a link stands. */
public enum LinkState {
    /** Was not started yet, or was stopped. */
    STOPPED("stopped"),
    /** Is opening the connection, or waits for the answer to its bind. */
    BINDING("binding"),
    /** Takes and sends texts. */
    BOUND("bound"),
    /** Is bound, and ends when the texts of ours that are under way are answered. */
    DRAINING("draining"),
    /** Could not bind or lost its connection, and pauses before it tries again. */
    RETRYING("waiting to try again");

    private final String words;

    LinkState(String words) {
        this.words = words;
    }

    /** The state in words, as in "main is bound". */
    public String words() {
        return words;
    }
}
