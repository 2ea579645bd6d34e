/**
 * Who may enter which room now: the decision about a dial-in, from the PIN to the limits, and what follows from it.
 *
 * <p>Start reading at {@link dev.convoke.admission.Admission}, then {@link dev.convoke.inbound.MoHandler}, which takes what was
 * decided to the dial-out or to the outbox, and {@link dev.convoke.inbound.DoorService} for those who are connected. The order of US 8,018,877 FIG. 4 is law: nothing connects before the PIN was found
 * right (step 430). Runs on the {@code admission} threads, which may block on the store for microseconds; one sender's texts
 * are handled in order. The only place for rate limits and the PIN check. Of {@code sms} only the values are known here, the text
 * that came in and the answer that goes out.
 */
@NullMarked
package dev.convoke.admission;

import org.jspecify.annotations.NullMarked;
