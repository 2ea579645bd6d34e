/**
 * The store in SQLite: one file in WAL mode behind HikariCP, with the migrations of {@code schema/migrations}. All SQL of the house is
 * here but that of transactions themselves, and nobody but who starts a process names this package.
 *
 * <p>Start reading at {@link dev.convoke.store.sqlite.SqliteStore}, which opens and closes everything; {@link
 * dev.convoke.store.sqlite.ServerLock} keeps a second server off the same file. The tables are named {@code Sqlite…}, and write by steps of
 * transactions that the one thread {@code store-writer} runs.
 */
@NullMarked
package dev.convoke.store.sqlite;

import org.jspecify.annotations.NullMarked;
