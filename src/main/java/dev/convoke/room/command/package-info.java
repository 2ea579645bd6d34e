/**
 * What may be asked of a room, as values: a {@link dev.convoke.room.command.RoomCommand} from an
 * {@link dev.convoke.room.command.Actor}, with a {@link dev.convoke.room.command.Result}. A line, a JSON object, a text
 * message and whatever comes later all make the same commands; the room alone executes them.
 *
 * <p>Start reading at {@link dev.convoke.room.command.RoomCommand}. Values only, of any thread and without a lifecycle; nothing
 * here knows the room that executes them.
 */
@NullMarked
package dev.convoke.room.command;

import org.jspecify.annotations.NullMarked;
