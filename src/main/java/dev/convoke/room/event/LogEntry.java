package dev.convoke.room.event;

/**
 * An event with its place in the room log.
 *
 * @param seq its sequence number, from 1 without gaps within a meeting
 * @param atMs when, in milliseconds since 1970
 * @param event what happened
 */
public record LogEntry(long seq, long atMs, RoomEvent event) {}
