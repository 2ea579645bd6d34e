/**
 * What commands of every kind stand on: the option {@code --config} and the store that it leads to, threads, and complaints in
 * words for the person at the terminal. It knows no command.
 *
 * <p>Everything here runs on the thread of the command that asks, and is over with it.
 */
@NullMarked
package dev.convoke.cli.base;

import org.jspecify.annotations.NullMarked;
