/**
 * The composition root: reads the settings ({@link dev.convoke.Settings}) and wires the house by constructors
 * ({@link dev.convoke.App}), which also closes it in reverse. Nothing here decides how anything behaves.
 *
 * <p>Start reading at {@link dev.convoke.App}.
 */
@NullMarked
package dev.convoke;

import org.jspecify.annotations.NullMarked;
