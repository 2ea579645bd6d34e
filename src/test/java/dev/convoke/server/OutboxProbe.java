package dev.convoke.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the outbox of a server past the server. */
final class OutboxProbe {

    private final String url;

    OutboxProbe(Path folder) {
        url = "jdbc:sqlite:" + folder.resolve("convoke.db");
    }

    /** How many texts of ours are in which state. */
    Map<String, Integer> states() {
        Map<String, Integer> states = new HashMap<>();
        for (List<String> row : rows("SELECT state, count(*) FROM outbox GROUP BY state")) {
            states.put(row.get(0), Integer.parseInt(row.get(1)));
        }
        return states;
    }

    /** Whether every text has come to its end. */
    boolean isSettled() {
        Map<String, Integer> states = states();
        return !states.containsKey("waiting") && !states.containsKey("sending");
    }

    /** Whom texts were for, in all the states; twice if there were two. */
    Map<String, List<String>> statesByRecipient() {
        Map<String, List<String>> states = new HashMap<>();
        for (List<String> row : rows("SELECT recipient, state FROM outbox")) {
            states.computeIfAbsent(row.get(0), first -> new ArrayList<>()).add(row.get(1));
        }
        return states;
    }

    /** Whether there are so many texts of ours at least, and every one has come to its end. */
    boolean isSettledWith(int texts) {
        return isSettled()
                && states().values().stream().mapToInt(count -> count).sum() >= texts;
    }

    /** What the receipts say of each text, empty where there is none. */
    List<String> receipts() {
        return rows("SELECT coalesce(receipt, ''), id FROM outbox ORDER BY id").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private List<List<String>> rows(String query) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection store = DriverManager.getConnection(url);
                Statement statement = store.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(List.of(result.getString(1), result.getString(2)));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
