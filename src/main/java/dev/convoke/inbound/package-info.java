/**
 * What is done for a text that came in: a dial-in, a command of a moderator, a keyword; and its answer.
 *
 * <p>Start reading at {@link dev.convoke.inbound.MoHandler}, which takes what was decided to the dial-out or to the outbox, and at {@link
 * dev.convoke.inbound.DoorService} for those who are connected and asked at the door. Runs on the {@code admission} threads, which may
 * block on the store for microseconds; one sender's texts are handled in order ({@link dev.convoke.inbound.SenderExecutor}). The
 * handler is made and closed by the composition root.
 */
@NullMarked
package dev.convoke.inbound;

import org.jspecify.annotations.NullMarked;
