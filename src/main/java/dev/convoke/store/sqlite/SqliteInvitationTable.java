package dev.convoke.store.sqlite;

import dev.convoke.store.InvitationRow;
import dev.convoke.store.InvitationTable;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The invitations in SQLite. */
final class SqliteInvitationTable implements InvitationTable {

    private static final int PURGE_SLICE = 1_000;

    private static final String PUT = """
            INSERT INTO invitation (room, msisdn, invited_by, by_moderator, invited_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (room, msisdn) DO UPDATE SET invited_by = excluded.invited_by,
                by_moderator = max(excluded.by_moderator, by_moderator AND ends_at > excluded.invited_at),
                invited_at = excluded.invited_at, ends_at = excluded.ends_at""";
    /** Not before the later bound only: a clock that was set back must not keep a number from being invited for long. */
    private static final String WAS_INVITED =
            "SELECT 1 FROM invitation WHERE msisdn = ? AND invited_at > ? AND invited_at < ? LIMIT 1";

    private static final String IS_INVITED = "SELECT 1 FROM invitation WHERE room = ? AND msisdn = ? AND ends_at > ?";
    private static final String IS_INVITED_BY_MODERATOR = IS_INVITED + " AND by_moderator = 1";
    private static final String PURGE = """
            DELETE FROM invitation WHERE (room, msisdn) IN (
                SELECT room, msisdn FROM invitation WHERE ends_at < ? LIMIT ?)""";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteInvitationTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Set<Msisdn>> put(List<InvitationRow> invitations, Duration apart) {
        List<InvitationRow> rows = List.copyOf(invitations);
        return writer.submit(statements -> {
            Set<Msisdn> invited = new LinkedHashSet<>();
            for (InvitationRow row : rows) {
                if (!near(statements.of(WAS_INVITED), row.who(), row.at(), apart)
                        .any()) {
                    put(statements, row);
                    invited.add(row.who());
                }
            }
            return invited;
        });
    }

    private static void put(Statements statements, InvitationRow row) throws SQLException {
        statements
                .of(PUT)
                .text(row.room().digits())
                .text(row.who().e164())
                .text(row.by().stored())
                .flag(row.byModerator())
                .at(row.at())
                .at(row.until())
                .update();
    }

    @Override
    public boolean wasInvited(Msisdn who, Instant at, Duration apart) {
        return readers.first(WAS_INVITED, query -> near(query, who, at, apart), row -> true)
                .isPresent();
    }

    private static Bound near(Bound query, Msisdn who, Instant at, Duration apart) throws SQLException {
        return query.text(who.e164()).at(at.minus(apart)).at(at.plus(apart));
    }

    @Override
    public boolean isInvited(ConferenceNumber room, Msisdn who, Instant at) {
        return isInvited(IS_INVITED, room, who, at);
    }

    @Override
    public boolean isInvitedByModerator(ConferenceNumber room, Msisdn who, Instant at) {
        return isInvited(IS_INVITED_BY_MODERATOR, room, who, at);
    }

    private boolean isInvited(String sql, ConferenceNumber room, Msisdn who, Instant at) {
        return readers.first(
                        sql, query -> query.text(room.digits()).text(who.e164()).at(at), row -> true)
                .isPresent();
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }
}
