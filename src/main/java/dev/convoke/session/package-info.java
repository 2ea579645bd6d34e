/**
 * The wire: bytes of a leg to what the room is asked for, and what the room says to bytes of a leg. The line protocol is
 * described in {@code schema/line.abnf}, the JSON protocol in {@code schema/session.schema.json}.
 *
 * <p>Start reading at {@link dev.convoke.session.Session}, the leg itself: it frames lines, hands them to its
 * {@link dev.convoke.session.LineHandler} (a dialogue at the door, then the room), and carries the room's slices to the channel.
 * A device whose first line begins with a brace is spoken to in JSON from then on: {@link dev.convoke.wire.JsonFormat} writes
 * it, and a {@code JsonProtocol} of its own keeps what such a leg needs beyond a line leg.
 * What people ask for in a room is one table for every protocol, {@link dev.convoke.command.Commands}: a name and an argument.
 * Everything of a leg runs on the event loop of its room. A session lives as long as its connection.
 */
@NullMarked
package dev.convoke.session;

import org.jspecify.annotations.NullMarked;
