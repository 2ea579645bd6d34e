package dev.convoke.sms;

/**
 * What the inbox has done since it was made.
 *
 * @param stored texts taken from message centres
 * @param duplicates texts that were sent again
 * @param full texts refused because too many were in hand
 * @param failed texts refused because the store failed
 * @param stale texts dropped because of their age
 * @param pending texts in hand now
 */
public record InboxCounts(long stored, long duplicates, long full, long failed, long stale, int pending) {}
