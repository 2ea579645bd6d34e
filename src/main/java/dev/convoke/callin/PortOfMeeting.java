package dev.convoke.callin;

/**
 * Where devices connect to one meeting.
 *
 * @param address {@code HOST:PORT}, as they reach it
 * @param isProof whether that is all they need
 */
public record PortOfMeeting(String address, boolean isProof) {}
