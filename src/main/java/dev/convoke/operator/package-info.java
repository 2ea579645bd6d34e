/**
 * What an operator may do: actions as values, the rules about them, and results as values. The command line is one face of it, an
 * API another; a face reads words into actions and results into words, and holds neither a rule nor a table.
 *
 * <p>Start reading at {@link dev.convoke.operator.Operator}, which leads to one class of actions for each subject:
 * {@link dev.convoke.operator.RoomActions} does what a {@link dev.convoke.operator.RoomAction} says and gives a
 * {@link dev.convoke.operator.Result}. What people type is read by {@code terms}; everything beyond that is checked here.
 *
 * <p>Any thread that may block: what looks into the store blocks for some microseconds. What writes returns a future that
 * completes on the {@code store-writer} thread once it is on disk, exceptionally with
 * {@link dev.convoke.store.StoreException}. Nothing here is to be closed.
 */
@NullMarked
package dev.convoke.operator;

import org.jspecify.annotations.NullMarked;
