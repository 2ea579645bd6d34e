/**
 * A device for a person at a terminal: it listens, calls in or stands behind a relay, shows what the room says and sends what is
 * typed. It speaks the line protocol ({@code schema/line.abnf}) and knows nothing else of the engine.
 *
 * <p>Start reading at {@link dev.convoke.peer.phone.Phone}, which owns the threads: one for the way in, one that reads what is typed,
 * and one per connection, at most three. Everything ends when the phone's run does.
 */
@NullMarked
package dev.convoke.peer.phone;

import org.jspecify.annotations.NullMarked;
