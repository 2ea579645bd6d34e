package dev.convoke.store.sqlite;

import dev.convoke.store.PolicyRow;
import dev.convoke.store.jdbc.Bound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The columns of the room table that hold its policy, in one order for writing. */
final class PolicyColumns {

    private PolicyColumns() {}

    /** Sets the fifteen columns from {@code lobby} to {@code port_is_proof}. */
    static Bound bind(Bound statement, PolicyRow policy) throws SQLException {
        return statement
                .flag(policy.access().lobby())
                .count(policy.access().capacity())
                .count(policy.access().moderatorSeats())
                .millis(policy.access().nickReservation())
                .text(policy.lastModerator().then())
                .millis(policy.lastModerator().grace())
                .text(policy.privacy().numbers())
                .text(policy.privacy().privateTexts())
                .text(policy.privacy().invite())
                .count(policy.talk().history())
                .count(policy.talk().noticesUpTo())
                .count(policy.talk().burst())
                .millis(policy.talk().refill())
                .millis(policy.talk().slow())
                .flag(policy.access().portIsProof());
    }

    static PolicyRow read(ResultSet row) throws SQLException {
        return new PolicyRow(
                new PolicyRow.Access(
                        count(row, "lobby").map(flag -> flag == 1),
                        count(row, "capacity"),
                        count(row, "moderator_seats"),
                        millis(row, "nick_reservation_ms"),
                        count(row, "port_is_proof").map(flag -> flag == 1)),
                new PolicyRow.LastModerator(text(row, "last_moderator"), millis(row, "grace_ms")),
                new PolicyRow.Privacy(text(row, "numbers"), text(row, "private_texts"), text(row, "invite")),
                new PolicyRow.Talk(
                        count(row, "history"),
                        count(row, "notices_up_to"),
                        count(row, "burst"),
                        millis(row, "refill_ms"),
                        millis(row, "slow_ms")));
    }

    private static Optional<Integer> count(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Duration> millis(ResultSet row, String column) throws SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(ms));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
