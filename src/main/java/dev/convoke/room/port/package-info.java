/**
 * What a room wants of others, for adapters to implement: a {@link dev.convoke.room.port.Leg} that carries bytes to a device,
 * in a {@link dev.convoke.room.port.WireFormat}, and the {@link dev.convoke.room.port.RoomPorts} to the store and the schedule.
 * All of it is called on event loops and must not block.
 */
@NullMarked
package dev.convoke.room.port;

import org.jspecify.annotations.NullMarked;
