/**
 * The composition root: reads the settings ({@link dev.convoke.server.Settings}) and wires the house by constructors
 * ({@link dev.convoke.server.App}), which also closes it in reverse. Nothing here decides how anything behaves.
 *
 * <p>Start reading at {@link dev.convoke.server.App}.
 */
@NullMarked
package dev.convoke;

import org.jspecify.annotations.NullMarked;
