/**
 * Connects out to devices: the pace, the tries, and the proof that somebody is there.
 *
 * <p>Start reading at {@link dev.convoke.dialout.DialOut}. A connection is made on the event loop where its leg is to live, and
 * handed to {@link dev.convoke.leg.LegSetup} once it stands.
 */
@NullMarked
package dev.convoke.dialout;

import org.jspecify.annotations.NullMarked;
