/**
 * What an operator may do, and the rules of it.
 *
 * <p>Start reading at {@link dev.convoke.operator.LinkControl}.
 */
@NullMarked
package dev.convoke.operator;

import org.jspecify.annotations.NullMarked;
