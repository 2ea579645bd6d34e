/**
 * What a room says, as values: {@link dev.convoke.room.event.RoomEvent} to everyone in one order,
 * {@link dev.convoke.room.event.PrivateEvent} to one leg. What moderators decide is a {@link dev.convoke.room.event.Ruling},
 * what is not done has a {@link dev.convoke.room.event.CommandRefusal} with a stable code. Wire formats and records are written from
 * these; nothing here has a thread or a life of its own.
 */
@NullMarked
package dev.convoke.room.event;

import org.jspecify.annotations.NullMarked;
