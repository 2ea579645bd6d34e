/**
 * What people and programs may ask of a room, as words: one table for every protocol, {@link dev.convoke.command.Commands}, a name
 * and an argument.
 *
 * <p>Runs on the event loop of the room that is asked.
 */
@NullMarked
package dev.convoke.command;

import org.jspecify.annotations.NullMarked;
