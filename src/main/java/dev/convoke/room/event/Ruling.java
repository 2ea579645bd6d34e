package dev.convoke.room.event;

import java.util.Locale;

/**
 * What a moderator decided, or the room by its policy, for everyone to know. In the sentence {@code %b} is who decided,
 * {@code %w} whom it concerns, and {@code %d} a detail.
 */
public enum Ruling {
    /** Newcomers are turned away. */
    LOCKED("%b locked the room."),
    /** Newcomers may enter again. */
    UNLOCKED("%b unlocked the room."),
    /** Newcomers wait in the lobby. */
    LOBBY_ON("%b turned the lobby on: newcomers wait until they are admitted."),
    /** Newcomers enter at once. */
    LOBBY_OFF("%b turned the lobby off."),
    /** Nobody but moderators may speak. */
    ALL_MUTED("%b muted everyone."),
    /** Everyone may speak. */
    ALL_UNMUTED("%b unmuted everyone."),
    /** Someone may not speak. */
    MUTED("%b muted %w."),
    /** Someone may speak. */
    UNMUTED("%b unmuted %w."),
    /** Someone neither hears nor is heard. */
    HELD("%b put %w on hold."),
    /** Someone hears and is heard again. */
    UNHELD("%w is no longer on hold."),
    /** Someone is a moderator now. */
    MODERATOR("%b made %w a moderator."),
    /** Someone is no longer a moderator. */
    NO_MODERATOR("%w is no longer a moderator."),
    /** Someone who is not here may not come. */
    BANNED("%b banned %w%d."),
    /** Someone may come again. */
    UNBANNED("%b lifted the ban of %w."),
    /** Everyone waits between two messages. */
    SLOW("%b turned slow mode on: one message every %d."),
    /** Nobody waits any more. */
    NOT_SLOW("%b turned slow mode off."),
    /** It is someone's turn to speak. */
    FLOOR("%w has the floor."),
    /** It is nobody's turn. */
    FLOOR_ENDED("Nobody has the floor."),
    /** The booking ends later. */
    EXTENDED("%b extended the meeting by %d."),
    /** Others can connect to a port that belongs to the meeting (US 8,018,877 step 235). */
    PORT("%b opened a port for this meeting: others connect to %d."),
    /** The last moderator went: nobody is heard. */
    ON_HOLD("No moderator is here: nobody is heard until one is back."),
    /** The last moderator went: the meeting ends unless one is back in time. */
    ENDING("No moderator is here: the meeting ends in %d unless one is back."),
    /** A moderator is back. */
    GOES_ON("%w is here as moderator: the meeting goes on.");

    private final String sentence;

    Ruling(String sentence) {
        this.sentence = sentence;
    }

    /** The name in records and on the wire, such as {@code all-muted}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence for people. Nicks hold no percent sign, and details are of our own making. */
    public String sentence(String by, String whom, String detail) {
        return sentence.replace("%d", detail).replace("%w", whom).replace("%b", by);
    }
}
