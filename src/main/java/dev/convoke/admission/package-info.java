/**
 * Who may enter which room now: the decision about a dial-in, from the PIN to the limits.
 *
 * <p>Start reading at {@link dev.convoke.admission.Admission}. The order of US 8,018,877 FIG. 4 is law: nothing connects before the PIN
 * was found right (step 430), but to ask there for number and PIN. Whether the room itself lets somebody in, banned, locked or full as
 * it is, is asked of the room when the connection stands. Runs on the {@code admission} threads, which may block on the store
 * for microseconds. The only place
 * for the PIN check, and for how many connections one sender, one device and one network may ask for.
 */
@NullMarked
package dev.convoke.admission;

import org.jspecify.annotations.NullMarked;
