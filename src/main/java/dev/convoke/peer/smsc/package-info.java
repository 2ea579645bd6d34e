/**
 * A message centre of our own on loopback, for demonstrations, tests and measurements: a real SMPP 3.4 server that sends a
 * text as any phone and keeps every text that phones receive.
 *
 * <p>Start reading at {@link dev.convoke.peer.smsc.EmbeddedSmsc}; {@link dev.convoke.peer.smsc.SmscControl} is its control port and
 * {@link dev.convoke.peer.smsc.SmscClient} the other end of that. Threads {@code smsc-…}, all ended by {@code close}. Not a part of
 * the server: {@code serve} knows nothing of it.
 */
@NullMarked
package dev.convoke.peer.smsc;

import org.jspecify.annotations.NullMarked;
