package dev.convoke.session;

import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.PrivateEvent;
import java.util.concurrent.CompletionStage;

/**
 * What the dialogue with somebody who called in wants of admission, for one connection, whose network it knows (US 8,018,877
 * steps 255–266 and 340–380).
 */
public interface CodePolicy {

    /**
     * Who comes in.
     *
     * @param entry the right to enter a room
     * @param resume what lets this leg in again where a code is good once; empty if the code itself does
     * @param turnedAway to be run if no seat comes of it: what was spent on it is given back; any thread, never blocks
     */
    record ComeIn(RoomEntry entry, String resume, Runnable turnedAway) {
        /** On which nothing was spent. */
        public ComeIn(RoomEntry entry, String resume) {
            this(entry, resume, () -> {});
        }

        @Override
        public String toString() {
            return "ComeIn[" + entry.room().number() + "]";
        }
    }

    /**
     * May who presents that come in?
     *
     * @return completes on any thread; exceptionally only when the server is in trouble
     */
    CompletionStage<CodeDecision<ComeIn>> admit(Presented what);

    /** Whether who connects here need not say anything: what they type is a code, or else their name. */
    default boolean needsNoProof() {
        return false;
    }

    /**
     * What does this code lead to? Takes no seat and spends nothing.
     *
     * @param code as it was typed
     * @return completes on any thread; exceptionally only when the server is in trouble
     */
    CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code);

    /** The connection has come in, was turned away or is gone: nothing is asked about it any more. On the session's loop, once. */
    default void over() {}
}
