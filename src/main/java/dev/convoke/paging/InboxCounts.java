package dev.convoke.paging;

/**
 * What the inbox has done since it was made.
 *
 * @param stored texts taken from message centres, those in parts when they were whole
 * @param duplicates texts and parts that were sent again
 * @param full texts and parts refused because too many were in hand
 * @param failed texts and parts refused because the store failed
 * @param stale texts dropped because of their age
 * @param otherPort texts dropped because they are for an application port that is not ours
 * @param parts parts of texts taken from message centres
 * @param incomplete texts given up because parts of them did not come
 * @param pending texts in hand now
 */
public record InboxCounts(
        long stored,
        long duplicates,
        long full,
        long failed,
        long stale,
        long otherPort,
        long parts,
        long incomplete,
        int pending) {}
