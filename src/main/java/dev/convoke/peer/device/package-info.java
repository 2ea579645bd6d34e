/**
 * Devices without a person: what the demo, the bench and the tests dial. A device listens on a TCP port of loopback, keeps
 * what it hears and says what it is told to; it knows nothing of the engine but the protocols' bytes.
 *
 * <p>Start reading at {@link dev.convoke.peer.device.SimulatedDevice}: one thread each, closed by whoever made it. Where thousands
 * are needed, {@link dev.convoke.peer.device.PhoneBank} has them on one thread.
 */
@NullMarked
package dev.convoke.peer.device;

import org.jspecify.annotations.NullMarked;
