package dev.convoke.store.sqlite;

import dev.convoke.store.InboxRow;
import dev.convoke.store.PartRow;
import dev.convoke.store.PartRow.TextKey;
import dev.convoke.store.PartTable.Added;
import dev.convoke.store.PartTable.Effect;
import dev.convoke.store.PartTable.Incomplete;
import dev.convoke.store.PartTable.Rules;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.store.sqlite.SqlitePartTable.Known;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Adds one part, in one transaction and on the {@code store-writer} thread; for one use. */
final class PartStep {

    private final Statements statements;
    private final SqliteInboxTable inbox;
    private final PartRow part;
    private final long print;
    private final Rules rules;
    private final TextKey text;
    /** What was settled as accepted later than this, or is open, is repeated by what comes now. */
    private final Instant repeatedFrom;

    private final List<Incomplete> givenUp = new ArrayList<>();

    /** @param print the part's fingerprint */
    PartStep(Statements statements, SqliteInboxTable inbox, PartRow part, long print, Rules rules) {
        this.statements = statements;
        this.inbox = inbox;
        this.part = part;
        this.print = print;
        this.rules = rules;
        this.text = part.text();
        this.repeatedFrom = SqliteInboxTable.repeatedFrom(part.receivedAt(), rules.duplicateWindow());
    }

    Added run(Function<List<PartRow>, InboxRow> join) throws SQLException {
        List<Known> known = SqlitePartTable.known(statements, text);
        if (isThere(known) && (isOpen(known) || repeatsWhole(known))) {
            return added(Effect.REPEATED, Optional.empty());
        }
        if (!isOpen(known) || contradicts(known)) {
            known = beginAnew(known);
        }
        SqlitePartTable.insert(statements, part, print);
        return known.size() + 1 < text.total() ? added(Effect.KEPT, Optional.empty()) : complete(join);
    }

    /** Whether the same part has come before. */
    private boolean isThere(List<Known> known) {
        return known.stream().anyMatch(other -> other.number() == part.number() && other.fingerprint() == print);
    }

    /** Whether parts have come, others are missing, and there is still time for them. */
    private boolean isOpen(List<Known> known) {
        return !known.isEmpty()
                && known.get(0).whole().isEmpty()
                && !known.get(0).receivedAt().plus(rules.timeout()).isBefore(part.receivedAt());
    }

    /** Whether the inbox has the whole, and would not take it again. */
    private boolean repeatsWhole(List<Known> known) throws SQLException {
        OptionalLong whole = known.get(0).whole();
        return whole.isPresent() && inbox.isRepeated(statements, whole.getAsLong(), repeatedFrom);
    }

    private boolean contradicts(List<Known> known) {
        return known.stream().anyMatch(other -> other.number() == part.number());
    }

    private List<Known> beginAnew(List<Known> known) throws SQLException {
        if (!known.isEmpty() && known.get(0).whole().isPresent()) {
            SqlitePartTable.forget(statements, text);
        } else if (!known.isEmpty()) {
            giveUp(text);
        }
        List<TextKey> others = SqlitePartTable.incompleteOf(statements, text.from());
        for (TextKey oldest : others.subList(0, Math.max(0, others.size() + 1 - rules.textsPerSender()))) {
            giveUp(oldest);
        }
        return List.of();
    }

    private void giveUp(TextKey incomplete) throws SQLException {
        int parts = SqlitePartTable.forget(statements, incomplete);
        givenUp.add(new Incomplete(incomplete.from(), parts, incomplete.total()));
    }

    private Added complete(Function<List<PartRow>, InboxRow> join) throws SQLException {
        InboxRow whole = join.apply(SqlitePartTable.parts(statements, text));
        OptionalLong id = inbox.add(statements, whole, repeatedFrom);
        if (id.isEmpty()) {
            SqlitePartTable.forget(statements, text);
            return added(Effect.REPEATED, Optional.empty());
        }
        SqlitePartTable.complete(statements, text, id.getAsLong());
        return added(Effect.COMPLETED, Optional.of(whole.withId(id.getAsLong())));
    }

    private Added added(Effect effect, Optional<InboxRow> whole) {
        return new Added(effect, whole, givenUp);
    }
}
