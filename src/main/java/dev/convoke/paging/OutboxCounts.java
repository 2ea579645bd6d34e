package dev.convoke.paging;

/**
 * What the outbox has done since it was made.
 *
 * @param accepted texts that were put into it
 * @param sent texts that a message centre took
 * @param retried attempts that a link put off
 * @param failed texts that a message centre refused for good
 * @param unknown texts that were sent without a response
 * @param expired texts whose time ran out before they could be sent
 * @param inFlight texts with the links now
 */
public record OutboxCounts(
        long accepted, long sent, long retried, long failed, long unknown, long expired, int inFlight) {}
