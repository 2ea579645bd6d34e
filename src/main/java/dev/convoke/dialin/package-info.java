/**
 * The grammar of a dial-in text ({@code schema/dial-in.abnf}): a stranger's text in, a value out that says what was asked
 * for, or why it could not be read. Nothing here looks anything up or connects to anything.
 *
 * <p>Start reading at {@link dev.convoke.dialin.DialInParser}. Everything is a pure function of the text; no threads, no
 * lifecycle.
 */
@NullMarked
package dev.convoke.dialin;

import org.jspecify.annotations.NullMarked;
