/**
 * Rows and records: SQLite in WAL mode behind HikariCP, with the migrations of {@code schema/migrations}, one group-commit
 * writer and a small pool of readers. All SQL of the house is here; PostgreSQL is the dialect that comes next.
 *
 * <p>Start reading at {@link dev.convoke.store.Store}, which opens and closes everything. The interfaces
 * ({@link dev.convoke.store.RoomTable}, {@link dev.convoke.store.BookingTable}, {@link dev.convoke.store.InboxTable},
 * {@link dev.convoke.store.PartTable}, {@link dev.convoke.store.OutboxTable}, {@link dev.convoke.store.Ledger} over texts both ways,
 * {@link dev.convoke.store.MeetingTable}, {@link dev.convoke.store.BanTable}, {@link dev.convoke.store.LinkTable}) are the
 * public face; their
 * implementations are named {@code Sqlite…}. Reads block the caller and may be made from any thread that may block; writes
 * answer with a future that completes on the {@code store-writer} thread after the commit is on disk. Instants are kept to the
 * millisecond.
 */
@NullMarked
package dev.convoke.store;

import org.jspecify.annotations.NullMarked;
