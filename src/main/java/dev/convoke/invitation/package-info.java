/**
 * Who is invited, by what words, and what becomes of the texts.
 *
 * <p>Start reading at {@link dev.convoke.invitation.Invitations}. It blocks on the store for microseconds and runs on any thread but an
 * event loop; it has no life of its own.
 */
@NullMarked
package dev.convoke.invitation;

import org.jspecify.annotations.NullMarked;
