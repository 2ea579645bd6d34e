/**
 * Mechanisms of time and threads that the house has once: where threads come from, and who must not wait.
 *
 * <p>Start reading at {@link dev.convoke.concurrent.ThreadMaker}. Each class says which threads it is for; what owns a thread is closed
 * by whoever made it.
 */
@NullMarked
package dev.convoke.concurrent;

import org.jspecify.annotations.NullMarked;
