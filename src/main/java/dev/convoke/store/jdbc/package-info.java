/**
 * What any database behind JDBC needs here: one connection that writes by group commit, readers that keep their statements. What
 * differs from database to database is asked of a {@link dev.convoke.store.jdbc.Dialect}.
 *
 * <p>Start reading at {@link dev.convoke.store.jdbc.GroupCommit}, which owns the thread {@code store-writer}; readers borrow a
 * connection in the caller's thread. Made and closed by the store.
 */
@NullMarked
package dev.convoke.store.jdbc;

import org.jspecify.annotations.NullMarked;
