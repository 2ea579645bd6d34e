package dev.convoke.store;

import java.time.Instant;

/**
 * Where a bind of a link stood at one moment.
 *
 * @param desired the link's name, and what the server was doing about it
 * @param bind such as {@code transceiver}; a link may have two
 * @param state such as {@code bound}
 * @param since when that began
 * @param trouble why it is not as it should be, in a sentence; empty if nothing is known
 * @param received texts received over the link since the server started
 * @param sent texts of ours that its message centre took since the server started
 * @param writtenAt when the server wrote this
 */
public record LinkRow(
        LinkTable.Desired desired,
        String bind,
        String state,
        Instant since,
        String trouble,
        long received,
        long sent,
        Instant writtenAt) {}
