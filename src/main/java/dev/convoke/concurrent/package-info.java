/**
 * Mechanisms of time and threads that know nothing of conferences: a rate limit ({@link dev.convoke.concurrent.RateLimiter}), a
 * growing pause ({@link dev.convoke.concurrent.Backoff}), what is said once however often it happens
 * ({@link dev.convoke.concurrent.RepeatedLog}), tasks that are done again and again ({@link dev.convoke.concurrent.Periodic}).
 *
 * <p>Start reading at {@link dev.convoke.concurrent.RateLimiter}. Each class says for itself which threads may use it; only
 * {@link dev.convoke.concurrent.Periodic} has a thread of its own, and a lifecycle: from its constructor to its close.
 */
@NullMarked
package dev.convoke.concurrent;

import org.jspecify.annotations.NullMarked;
