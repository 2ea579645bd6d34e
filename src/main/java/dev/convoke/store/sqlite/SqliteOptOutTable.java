package dev.convoke.store.sqlite;

import dev.convoke.store.OptOutTable;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Who wants no texts, in SQLite. */
final class SqliteOptOutTable implements OptOutTable {

    private static final String STOP = "INSERT INTO opt_out (msisdn, stopped_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

    /** Names the states twice, because SQLite takes the index of what waits only for a condition that has its own in it. */
    private static final String WITHDRAW = """
            UPDATE outbox SET state = 'expired', detail = 'stopped', changed_at = ?
            WHERE recipient = ? AND state IN ('waiting', 'sending') AND state = 'waiting'""";

    private static final String START = "DELETE FROM opt_out WHERE msisdn = ?";
    private static final String IS_STOPPED = "SELECT 1 FROM opt_out WHERE msisdn = ?";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteOptOutTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Boolean> stop(Msisdn who, Instant at) {
        return writer.submit(statements -> {
            statements.of(WITHDRAW).at(at).text(who.e164()).update();
            return statements.of(STOP).text(who.e164()).at(at).update() == 1;
        });
    }

    @Override
    public CompletableFuture<Boolean> start(Msisdn who) {
        return writer.submit(statements -> statements.of(START).text(who.e164()).update() == 1);
    }

    @Override
    public boolean isStopped(Msisdn who) {
        return readers.first(IS_STOPPED, query -> query.text(who.e164()), row -> true)
                .isPresent();
    }
}
