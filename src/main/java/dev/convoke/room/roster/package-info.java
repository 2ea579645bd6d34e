/**
 * People of a room, without their legs: who they are, what was decided about them, their nicks, and those who went and may come
 * back.
 *
 * <p>Start reading at {@link dev.convoke.room.roster.Participant}. Everything here is owned by the event loop of its room and lives
 * as long as the room.
 */
@NullMarked
package dev.convoke.room.roster;

import org.jspecify.annotations.NullMarked;
