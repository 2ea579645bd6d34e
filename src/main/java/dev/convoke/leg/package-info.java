/**
 * A connection that stands, whoever made it, becomes a leg: asked for number and PIN if need be, brought to its room's event
 * loop, seated, recalled when it is lost, told when the server stops.
 *
 * <p>Start reading at {@link dev.convoke.leg.LegSetup}. A way in ends here: it opens a {@link dev.convoke.leg.Connection} on its
 * channel, finds out in its own way whether somebody is there, and hands the connection over with a
 * {@link dev.convoke.leg.Destination} and a {@link dev.convoke.leg.Recall}; sessions and rooms are none of its business. All of
 * it runs on event loops, the connection's until it has moved and the room's from then on; nothing here has a thread, or needs
 * to be closed after {@link dev.convoke.leg.LegSetup#farewell}.
 */
@NullMarked
package dev.convoke.leg;

import org.jspecify.annotations.NullMarked;
