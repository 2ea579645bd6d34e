package dev.convoke.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A second pair of eyes on the file, through a connection of its own without any of the store's settings. */
final class SqlProbe {

    private SqlProbe() {}

    static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** The first column of every row, as text. */
    static List<String> column(Path file, String sql) throws SQLException {
        return column(file, sql, 1);
    }

    /** The steps by which SQLite would answer a query. */
    static List<String> plan(Path file, String query) throws SQLException {
        return column(file, "EXPLAIN QUERY PLAN " + query, 4);
    }

    private static List<String> column(Path file, String sql, int column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(column)));
            }
        }
        return values;
    }

    static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
