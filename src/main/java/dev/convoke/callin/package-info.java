/**
 * The way in for devices that cannot be reached: they connect to a port of the server and say by a code, or by a room and its PIN,
 * who they are (US 8,018,877 FIG. 3), or to a port that belongs to one meeting (FIG. 2).
 *
 * <p>Start reading at {@link dev.convoke.callin.CallIn}. What is accepted is counted until it has proved who it is, and handed to
 * {@link dev.convoke.leg.LegSetup}; seats are none of this package's business. Which port is whose {@code PortPool} knows. All of it runs
 * on event loops, but for the looking at certificate files, which has a thread. {@link dev.convoke.callin.CallIn#close} ends the
 * accepting; the connections end with their rooms or with the transport.
 */
@NullMarked
package dev.convoke.callin;

import org.jspecify.annotations.NullMarked;
