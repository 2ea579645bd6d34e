package dev.convoke.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What the writer and the readers must know of the database behind their connections. Stateless; any thread. */
public interface Dialect {

    /**
     * Makes sure that a new connection does what durability rests on.
     *
     * @throws dev.convoke.store.StoreException naming what differs, its value and the expectation
     */
    void verify(Connection connection) throws SQLException;

    /** Whether a statement failed because another connection is in the way, and may succeed if it is tried again. */
    boolean isBusy(Throwable failure);

    /**
     * A query of one number that is above 0 if this connection has changed anything; empty if the database cannot say. A
     * transaction that changes nothing succeeds on a full disk too.
     */
    Optional<String> changesQuery();

    /** The connection behind one that a pool lends: the same object each time the pool lends it. */
    Connection physical(Connection borrowed) throws SQLException;
}
