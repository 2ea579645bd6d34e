/**
 * The vocabulary of the house as types: who texted ({@link dev.convoke.terms.Originator}), who somebody is
 * ({@link dev.convoke.terms.Person}), what was texted ({@link dev.convoke.terms.ServiceNumber}), where the device listens
 * ({@link dev.convoke.terms.DeviceAddress}), which room ({@link dev.convoke.terms.ConferenceNumber}) and with which right
 * ({@link dev.convoke.terms.Pin}, {@link dev.convoke.terms.Role}), and in what sentence somebody is refused
 * ({@link dev.convoke.terms.RefusalReason}).
 *
 * <p>Start reading at {@link dev.convoke.terms.DeviceAddress}. Everything here is an immutable value that any thread may
 * share; nothing has a lifecycle. A value that exists is valid: strangers' input goes through {@code parse}, which
 * returns an empty {@link java.util.Optional} and never throws. The only place for libphonenumber.
 */
@NullMarked
package dev.convoke.terms;

import org.jspecify.annotations.NullMarked;
