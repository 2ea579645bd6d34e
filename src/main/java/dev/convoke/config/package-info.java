/**
 * The configuration as text: HOCON, read section by section ({@link dev.convoke.config.Section}), every mistake told with file,
 * line, key, value and what was expected. Which keys there are is known to the packages that have settings: each reads its own.
 *
 * <p>Start reading at {@link dev.convoke.config.Section}. Used by the thread that starts, before anything else is there; the only
 * place for the library that reads the files.
 */
@NullMarked
package dev.convoke.config;

import org.jspecify.annotations.NullMarked;
