/**
 * What the room wants kept, kept: the adapters between the ports of {@link dev.convoke.room.port} and the tables of the store.
 *
 * <p>Start reading at {@link dev.convoke.persistence.MeetingRecorder}. Called on the event loops of rooms, where nothing blocks: what is
 * written is handed to the store's own thread, what is read comes from memory.
 */
@NullMarked
package dev.convoke.persistence;

import org.jspecify.annotations.NullMarked;
