package dev.convoke.operator;

import dev.convoke.operator.LinkAction.ChangeLink;
import dev.convoke.operator.LinkReport.Standing;
import dev.convoke.operator.LinkReport.Wanted;
import dev.convoke.smpp.LinkState;
import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable;
import dev.convoke.store.LinkTable.Desired;
import dev.convoke.terms.DesiredState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Does what {@link LinkAction}s say, and tells how far the server is with it. Any thread that may block. */
public final class LinkActions {

    /** A server writes at least every ten seconds. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final LinkTable table;
    private final List<String> names;
    private final BooleanSupplier serverRuns;
    private final Clock clock;

    LinkActions(LinkTable table, List<String> names, BooleanSupplier serverRuns, Clock clock) {
        this.table = table;
        this.names = names;
        this.serverRuns = serverRuns;
        this.clock = clock;
    }

    /** Tells where the links stand. */
    public LinkReport list() {
        if (serverRuns.getAsBoolean()) {
            return running(table.rows());
        }
        Map<String, Desired> desired =
                table.desired().stream().collect(Collectors.toMap(Desired::link, Function.identity()));
        return new LinkReport.WithoutServer(names.stream()
                .map(name -> Wanted.of(desired.getOrDefault(name, Desired.none(name))))
                .toList());
    }

    private LinkReport running(List<LinkRow> rows) {
        Duration age = rows.stream()
                .findFirst()
                .map(row -> Duration.between(row.writtenAt(), clock.instant()))
                .orElse(Duration.ZERO);
        return new LinkReport.Running(rows.stream().map(Standing::of).toList(), age, age.compareTo(STALE) > 0);
    }

    /**
     * A change that is written down.
     *
     * @param wanted what is wanted now
     * @param serverRuns whether a server is running that will heed it; else the next one does
     */
    public record Noted(Wanted wanted, boolean serverRuns) {}

    /** Writes down what is wanted of a link; a running server heeds it within a second or two. */
    public CompletableFuture<Result<Noted>> change(ChangeLink action) {
        if (!names.contains(action.link())) {
            String expected = names.isEmpty() ? "a link of smpp.links, which has none" : String.join(", ", names);
            return Result.now(new Result.Invalid<>(List.of(FieldError.of("link", action.link(), expected))));
        }
        // To the millisecond, as the table has it, to know it again.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Desired desired = new Desired(action.link(), action.wanted(), now);
        return table.want(desired)
                .thenApply(done -> Result.done(new Noted(Wanted.of(desired), serverRuns.getAsBoolean())));
    }

    /**
     * How far the running server is.
     *
     * @param heeded the binds of the link as the server wrote them after it had read what is wanted; empty before
     * @param isDone whether all of them are as they are wanted
     * @param instead what somebody else wants of the link meanwhile
     */
    public record Progress(List<Standing> heeded, boolean isDone, Optional<DesiredState> instead) {
        /** Copies the list. */
        public Progress {
            heeded = List.copyOf(heeded);
        }
    }

    /** Looks how far the running server is with a change. */
    public Progress progress(Wanted wanted) {
        List<Standing> heeded = table.rows().stream()
                .map(Standing::of)
                .filter(bind -> bind.wanted().link().equals(wanted.link()))
                .filter(bind -> !bind.wanted().at().isBefore(wanted.at()))
                .toList();
        Optional<DesiredState> instead = heeded.stream()
                .map(Standing::wanted)
                .filter(other -> !other.equals(wanted))
                .map(Wanted::wanted)
                .findFirst();
        LinkState goal = wanted.wanted() == DesiredState.UP ? LinkState.BOUND : LinkState.STOPPED;
        boolean isDone = !heeded.isEmpty()
                && heeded.stream().allMatch(bind -> bind.state().equalsIgnoreCase(goal.name()));
        return new Progress(heeded, isDone, instead);
    }
}
