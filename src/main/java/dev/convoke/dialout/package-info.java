/**
 * Connects out to devices: the address policy, the pace, the tries, and the proof that somebody is there.
 *
 * <p>Start reading at {@link dev.convoke.dialout.DialOut}. A connection is made on the event loop where its leg is to live, and
 * handed to {@link dev.convoke.leg.LegSetup} once it stands; {@link dev.convoke.net.Transport} chooses how sockets are driven
 * and makes the loops, which the composition root closes. The only place for Netty's transports.
 */
@NullMarked
package dev.convoke.dialout;

import org.jspecify.annotations.NullMarked;
