package dev.convoke.room.event;

/**
 * What a room holds at one moment; when everyone has left and the meeting is over, there is no room.
 *
 * @param present people in the meeting
 * @param waiting people in the lobby
 * @param absent people who were in the meeting and are remembered
 * @param hands people who wait for their turn to speak
 * @param history messages kept for newcomers
 * @param logOctets octets of direct memory that the room log keeps
 */
public record RoomFigures(int present, int waiting, int absent, int hands, int history, long logOctets) {}
