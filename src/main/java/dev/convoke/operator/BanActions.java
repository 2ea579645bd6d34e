package dev.convoke.operator;

import dev.convoke.operator.BanAction.AddBan;
import dev.convoke.operator.BanAction.LiftBan;
import dev.convoke.operator.BanAction.ListBans;
import dev.convoke.operator.Result.Subject;
import dev.convoke.store.BanRow;
import dev.convoke.store.BanTable;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what {@link BanAction}s say. Any thread that may block. */
public final class BanActions {

    private static final String BY = "operator";

    private final RoomTable rooms;
    private final BanTable bans;
    private final Clock clock;

    BanActions(Store store, Clock clock) {
        this.rooms = store.rooms();
        this.bans = store.bans();
        this.clock = clock;
    }

    /**
     * Someone who may not enter a room.
     *
     * @param who by number, or a guest
     * @param nick their name in the room at that time; may be empty
     * @param by who did it: a moderator's nick, or {@code operator}
     * @param until when it ends; empty if it does not
     * @param reason what was said about it; may be empty
     */
    public record BanDetails(Person who, String nick, String by, Optional<Instant> until, String reason) {
        private static BanDetails of(BanRow row) {
            return new BanDetails(row.who(), row.nick(), row.by(), row.until(), row.reason());
        }
    }

    /** Bans somebody from a room; completes with the room. */
    public CompletableFuture<Result<ConferenceNumber>> add(AddBan action) {
        ConferenceNumber room = action.room();
        if (rooms.find(room).isEmpty()) {
            return Result.now(Result.noRoom(room));
        }
        List<FieldError> errors = SanctionRules.errors(action.span(), action.reason());
        if (!errors.isEmpty()) {
            return Result.now(new Result.Invalid<>(errors));
        }
        Instant now = clock.instant();
        Optional<Instant> until = SanctionRules.end(now, action.span());
        return bans.put(new BanRow(room, action.who(), "", action.reason().strip(), BY, now, until))
                .thenApply(done -> Result.done(room));
    }

    /** Lifts a ban; completes with the room. */
    public CompletableFuture<Result<ConferenceNumber>> lift(LiftBan action) {
        ConferenceNumber room = action.room();
        if (rooms.find(room).isEmpty()) {
            return Result.now(Result.noRoom(room));
        }
        return bans.remove(room, action.who())
                .thenApply(removed -> removed
                        ? Result.done(room)
                        : Result.notFound(
                                Subject.BAN,
                                room,
                                "that " + (action.who().phone().isPresent() ? "number" : "guest")
                                        + " is not banned from room " + room));
    }

    /** Lists the bans that hold now, by when they were made. */
    public Result<List<BanDetails>> list(ListBans action) {
        return rooms.find(action.room()).isEmpty()
                ? Result.noRoom(action.room())
                : Result.done(bans.ofRoom(action.room(), clock.instant()).stream()
                        .map(BanDetails::of)
                        .toList());
    }
}
