/**
 * The composition root: the settings as a whole ({@link dev.convoke.server.Settings}), and the house wired by constructors
 * ({@link dev.convoke.server.App}), which also closes it in reverse. What is decided here is in what order parts begin and
 * end, how long records are kept ({@code Retention}), and what is said when a start finds meetings that were cut off.
 *
 * <p>Start reading at {@link dev.convoke.server.App}. It is started and closed by one thread; what has to be done again and again
 * is done by {@code housekeeping-0}.
 */
@NullMarked
package dev.convoke.server;

import org.jspecify.annotations.NullMarked;
