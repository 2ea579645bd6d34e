package dev.convoke.inbound;

import dev.convoke.terms.ConferenceNumber;

/** What those who deal with texts want of the inbox. */
@FunctionalInterface
public interface Settler {

    /**
     * A text has been dealt with and must not be handled again. Must not block: it is called on the {@code admission} threads, on
     * event loops and on the store's thread.
     *
     * @param textId its id in the inbox
     * @param outcome a label such as {@code in-room} or {@code wrong-pin}
     * @param accepted whether a repetition of the text is one that the message centre sends again, and is to be dropped
     */
    void settle(long textId, String outcome, boolean accepted);

    /**
     * A text that is not settled yet names this room, whether or not it exists: for the record. Must not block either.
     *
     * @param textId its id in the inbox
     */
    default void about(long textId, ConferenceNumber room) {}
}
