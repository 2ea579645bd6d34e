/**
 * The client's half of TURN over TCP (RFC 8656, RFC 6062): a device behind a network asks a relay for an address at which it can
 * be dialled, and is handed each connection that comes there. The engine needs none of this: a relayed address is to it one like
 * any other. This is the intermediary server of US 8,018,877, seen from the device.
 *
 * <p>Start reading at {@link dev.convoke.peer.turn.TurnAllocation}; {@link dev.convoke.peer.turn.StunMessage} has the bytes. Blocking
 * sockets: an allocation has one thread that reads, one that renews and at most four that fetch connections, and ends them all when
 * it is closed. What the relay sends is bounded and checked; nothing waits for ever.
 */
@NullMarked
package dev.convoke.peer.turn;

import org.jspecify.annotations.NullMarked;
