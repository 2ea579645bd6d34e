package dev.convoke.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one connection, made at first use and reused until it closes. The SQL texts are constants of
 * the tables, so the map stays small. Used by the thread that holds the connection.
 */
public final class Statements {

    private final Connection connection;
    private final Map<String, Bound> made = new HashMap<>();

    /** None is made yet; the statements close with the connection. */
    public Statements(Connection connection) {
        this.connection = connection;
    }

    /** The statement, ready for its first parameter. */
    public Bound of(String sql) throws SQLException {
        Bound bound = made.get(sql);
        if (bound == null) {
            bound = new Bound(connection.prepareStatement(sql));
            made.put(sql, bound);
        }
        return bound.restart();
    }
}
