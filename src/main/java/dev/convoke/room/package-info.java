/**
 * The engine: rooms, meetings, who is in them, and the broadcast. Knows nothing of SMPP, SQL, HTTP or the bytes on the wire.
 *
 * <p>Two rules. <b>One writer</b>: a room belongs to one event loop and only that loop touches its state, so there are no
 * locks and no concurrent collections; others {@linkplain dev.convoke.room.Rooms#execute send} commands to it. <b>One shared
 * log, a cursor per leg</b>: what is said is encoded once per wire format ({@link dev.convoke.room.RoomLog}), and every leg is
 * written the slice from its cursor to the head, as one write however many texts that is.
 *
 * <p>Start reading at {@link dev.convoke.room.Rooms}, then {@link dev.convoke.room.Room} and
 * {@link dev.convoke.room.Broadcast}. Below it lie {@link dev.convoke.room.port}, what the room wants of others,
 * {@link dev.convoke.room.command}, what may be asked of it, and {@link dev.convoke.room.roster}, its people; below these
 * {@link dev.convoke.room.event}, what it says, and {@link dev.convoke.room.policy}, what it is told; each knows only what lies
 * below it. The loops belong to the composition root, which closes them after {@link dev.convoke.room.Rooms#closeAll}. Of Netty
 * only buffers and {@code EventLoop} are used here.
 */
@NullMarked
package dev.convoke.room;

import org.jspecify.annotations.NullMarked;
