/**
 * PDUs of SMPP 3.4 as octets and fields: read within bounds, checked before the library sees them, and told apart where message
 * centres differ.
 *
 * <p>Start reading at {@link dev.convoke.smpp.pdu.BoundedPduReader}, which runs on the thread that reads a link, and {@link
 * dev.convoke.smpp.pdu.ReceivedMessage}. No state beyond one connection's.
 */
@NullMarked
package dev.convoke.smpp.pdu;

import org.jspecify.annotations.NullMarked;
