/**
 * What a room is told before it opens: its profile, how it behaves, and the limits of the server. Immutable values; what
 * moderators change during a meeting is kept by the room itself.
 */
@NullMarked
package dev.convoke.room.policy;

import org.jspecify.annotations.NullMarked;
