/**
 * Rows and tables: what the house keeps, in words that hold for any database. {@code dev.convoke.store.sqlite} keeps it in
 * SQLite; PostgreSQL is the dialect that comes next, beside it. Nothing here knows JDBC, or which dialect it is.
 *
 * <p>Start reading at {@link dev.convoke.store.Store}, which leads to the tables. A table is an interface named after what its
 * rows are about, a row is a record that says what its columns mean, and {@link dev.convoke.store.Ledger} looks over texts both
 * ways. Reads block the caller and may be made from any thread that may block; writes return a future that completes on
 * the {@code store-writer} thread after the commit is on disk. Instants are kept to the millisecond.
 */
@NullMarked
package dev.convoke.store;

import org.jspecify.annotations.NullMarked;
