/**
 * Page-mode messaging: the durable inbox and outbox, and the port to what carries texts, {@link
 * dev.convoke.paging.PageMessaging}.
 *
 * <p>Start reading at {@link dev.convoke.paging.Inbox} and {@link dev.convoke.paging.Outbox}. The inbox accepts on the threads of the
 * links and blocks none of them, its result is a future; the outbox runs on a thread of its own, {@code outbox}. Both are started and
 * closed by the composition root.
 */
@NullMarked
package dev.convoke.paging;

import org.jspecify.annotations.NullMarked;
