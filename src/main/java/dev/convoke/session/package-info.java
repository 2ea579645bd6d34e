/**
 * Bytes of one connection to what the room is asked for, and what the room says to bytes: the leg itself, and the dialogue at the
 * door.
 *
 * <p>Start reading at {@link dev.convoke.session.Session}: it frames lines, hands them to its {@link dev.convoke.session.LineHandler} (a
 * dialogue at the door, then the room), and carries the room's slices to the channel. A device whose first line begins with a brace
 * is spoken to in JSON from then on; a {@code JsonProtocol} of its own keeps what such a leg needs beyond a line leg. Everything of
 * a leg runs on the event loop of its channel, which is its room's once the room is known. A session lives as long as its connection.
 */
@NullMarked
package dev.convoke.session;

import org.jspecify.annotations.NullMarked;
