/**
 * Links to message centres over SMPP 3.4: bound, supervised, and bound again; {@code deliver_sm} becomes a
 * {@link dev.convoke.paging.MobileOriginated}, a {@link dev.convoke.paging.MobileTerminated} becomes {@code submit_sm}.
 *
 * <p>Start reading at {@link dev.convoke.smpp.Links}. Each bind has a thread that supervises it, {@code smpp-<link>-<bind>},
 * and the library's threads, one of which reads; a received text is taken on that one, and answered, when it is stored, by
 * {@code smpp-<link>-answer}. Texts of ours leave on threads {@code smpp-<link>-submit}. Started and closed by the composition
 * root: the links start after the inbox and close before it. With the embedded message centre the only place for jsmpp; what
 * both need of it is public here.
 */
@NullMarked
package dev.convoke.smpp;

import org.jspecify.annotations.NullMarked;
