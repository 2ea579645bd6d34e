/**
 * Connects out to devices: the pace, the tries, and the proof that somebody is there.
 *
 * <p>Start reading at {@link dev.convoke.dialout.DialOut}. A connection is made on the event loop of the room it is for, so that the leg
 * lives there.
 */
@NullMarked
package dev.convoke.dialout;

import org.jspecify.annotations.NullMarked;
