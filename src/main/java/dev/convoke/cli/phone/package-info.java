/**
 * {@code convoke phone}: what is typed on its command line becomes a {@linkplain dev.convoke.peer.phone.Phone phone} and a way in, and
 * the text that has to be sent.
 *
 * <p>Start reading at {@link dev.convoke.cli.phone.PhoneCommand}. Everything is over with the command.
 */
@NullMarked
package dev.convoke.cli.phone;

import org.jspecify.annotations.NullMarked;
