/**
 * Event loops, transports and addresses: how sockets are driven, and where connections may go.
 *
 * <p>Start reading at {@link dev.convoke.net.Transport}, which chooses how sockets are driven and makes the loops, and {@link
 * dev.convoke.net.AddressPolicy}. The composition root opens and closes it. Transports are chosen here alone; what asks the
 * kernel about one connection lies with that connection.
 */
@NullMarked
package dev.convoke.net;

import org.jspecify.annotations.NullMarked;
