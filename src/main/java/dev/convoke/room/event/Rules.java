package dev.convoke.room.event;

import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import java.time.Duration;

/**
 * What holds in a room at the moment.
 *
 * @param locked whether newcomers are turned away
 * @param lobby whether newcomers wait until they are admitted
 * @param allMuted whether nobody but moderators may speak
 * @param slow how long everyone but moderators waits between two messages; zero if they need not
 * @param privateTexts who may send private texts
 * @param invite who may invite
 */
public record Rules(
        boolean locked, boolean lobby, boolean allMuted, Duration slow, PrivateTexts privateTexts, Inviting invite) {}
