package dev.convoke.operator;

import dev.convoke.operator.BlockAction.AddBlock;
import dev.convoke.operator.BlockAction.ListBlocks;
import dev.convoke.operator.BlockAction.RemoveBlock;
import dev.convoke.operator.Result.Subject;
import dev.convoke.store.BlockRow;
import dev.convoke.store.BlockTable;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.NumberPattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what {@link BlockAction}s say. Any thread that may block. */
public final class BlockActions {

    private final RoomTable rooms;
    private final BlockTable blocks;
    private final Clock clock;

    BlockActions(Store store, Clock clock) {
        this.rooms = store.rooms();
        this.blocks = store.blocks();
        this.clock = clock;
    }

    /**
     * A rule about numbers.
     *
     * @param pattern which numbers
     * @param room the room that it holds for; empty for all
     * @param allow whether they are allowed rather than blocked
     * @param until when it ends; empty if it does not
     * @param reason what was said about it; may be empty
     */
    public record BlockDetails(
            NumberPattern pattern,
            Optional<ConferenceNumber> room,
            boolean allow,
            Optional<Instant> until,
            String reason) {
        private static BlockDetails of(BlockRow row) {
            return new BlockDetails(row.pattern(), row.room(), row.allow(), row.until(), row.reason());
        }
    }

    /** Blocks or allows numbers; completes with the pattern. */
    public CompletableFuture<Result<NumberPattern>> add(AddBlock action) {
        Optional<ConferenceNumber> unknown = unknown(action.room());
        if (unknown.isPresent()) {
            return Result.now(Result.noRoom(unknown.get()));
        }
        List<FieldError> errors = SanctionRules.errors(action.span(), action.reason());
        if (!errors.isEmpty()) {
            return Result.now(new Result.Invalid<>(errors));
        }
        Instant now = clock.instant();
        Optional<Instant> until = SanctionRules.end(now, action.span());
        String reason = action.reason().strip();
        return blocks.put(new BlockRow(action.pattern(), action.room(), action.allow(), reason, now, until))
                .thenApply(done -> Result.done(action.pattern()));
    }

    private Optional<ConferenceNumber> unknown(Optional<ConferenceNumber> room) {
        return room.filter(number -> rooms.find(number).isEmpty());
    }

    /** Takes a block, or an exception, away; completes with the pattern. */
    public CompletableFuture<Result<NumberPattern>> remove(RemoveBlock action) {
        Optional<ConferenceNumber> unknown = unknown(action.room());
        if (unknown.isPresent()) {
            return Result.now(Result.noRoom(unknown.get()));
        }
        return blocks.remove(action.pattern(), action.room())
                .thenApply(removed -> removed ? Result.done(action.pattern()) : notListed(action));
    }

    private static Result<NumberPattern> notListed(RemoveBlock action) {
        String where = action.room().map(number -> " for room " + number).orElse(" for all rooms");
        return new Result.NotFound<>(
                Subject.BLOCK, action.room(), action.pattern() + " is neither blocked nor allowed" + where);
    }

    /** Lists the rules that hold now, by pattern. */
    public Result<List<BlockDetails>> list(ListBlocks action) {
        Optional<ConferenceNumber> unknown = unknown(action.room());
        return unknown.isPresent()
                ? Result.noRoom(unknown.get())
                : Result.done(blocks.all(clock.instant()).stream()
                        .filter(rule -> countsFor(action.room(), rule))
                        .map(BlockDetails::of)
                        .toList());
    }

    private static boolean countsFor(Optional<ConferenceNumber> only, BlockRow rule) {
        return only.isEmpty() || rule.room().isEmpty() || rule.room().equals(only);
    }
}
