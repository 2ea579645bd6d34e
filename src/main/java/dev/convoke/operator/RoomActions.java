package dev.convoke.operator;

import dev.convoke.operator.Result.Obstacle;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.operator.RoomAction.ChangeRoom;
import dev.convoke.operator.RoomAction.RemoveRoom;
import dev.convoke.operator.RoomAction.ShowRoom;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what {@link RoomAction}s say. Any thread that may block. */
public final class RoomActions {

    private static final int LIST_LIMIT = 10_000;

    private final Store store;
    private final RoomRules rules;
    private final NumberAllocator allocator;
    private final Clock clock;

    RoomActions(Store store, RoomRules rules, NumberAllocator allocator, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.allocator = allocator;
        this.clock = clock;
    }

    /** Makes a room; {@link Obstacle#NUMBER_TAKEN} or {@link Obstacle#NO_FREE_NUMBER} may be in the way. */
    public CompletableFuture<Result<AddedRoom>> add(AddRoom action) {
        List<FieldError> errors = rules.errors(action.change(), PolicyRow.unset());
        if (!errors.isEmpty()) {
            return Result.now(new Result.Invalid<>(errors));
        }
        Optional<ConferenceNumber> number = action.number().or(() -> allocator.freeNumber(store.rooms()));
        if (number.isEmpty()) {
            return Result.now(new Result.Conflict<>(
                    Obstacle.NO_FREE_NUMBER, Optional.empty(), "no free conference number was found; name one"));
        }
        Pin pin = action.change()
                .pin()
                .orElseGet(() ->
                        allocator.pinOtherThan(action.change().participantPin().wanted()));
        RoomRow room = rules.changed(rules.plain(number.get(), pin, clock.instant()), action.change());
        return store.rooms().add(room).thenApply(added -> added ? Result.done(added(room, pin)) : taken(room));
    }

    private AddedRoom added(RoomRow room, Pin pin) {
        return new AddedRoom(RoomDetails.Summary.of(room), pin, NumberAllocator.isTrivial(pin), rules.textTo(room));
    }

    private static Result<AddedRoom> taken(RoomRow room) {
        return Result.conflict(
                Obstacle.NUMBER_TAKEN,
                room.number(),
                "conference number " + room.number() + ", or the room's service number, is taken");
    }

    /** Changes a room; {@link Obstacle#SERVICE_NUMBER_TAKEN} may be in the way. */
    public CompletableFuture<Result<RoomDetails.Summary>> change(ChangeRoom action) {
        Optional<RoomRow> before = store.rooms().find(action.number());
        if (before.isEmpty()) {
            return Result.now(Result.noRoom(action.number()));
        }
        List<FieldError> errors = rules.errors(action.change(), before.get().policy());
        if (!errors.isEmpty()) {
            return Result.now(new Result.Invalid<>(errors));
        }
        RoomRow after = rules.changed(before.get(), action.change());
        return store.rooms()
                .update(after)
                .thenApply(changed -> changed ? Result.done(RoomDetails.Summary.of(after)) : serviceNumberTaken(after));
    }

    private static Result<RoomDetails.Summary> serviceNumberTaken(RoomRow room) {
        return Result.conflict(
                Obstacle.SERVICE_NUMBER_TAKEN,
                room.number(),
                "room " + room.number() + " was not changed: its service number is taken");
    }

    /** Removes a room. */
    public CompletableFuture<Result<ConferenceNumber>> remove(RemoveRoom action) {
        ConferenceNumber number = action.number();
        return store.rooms().remove(number).thenApply(removed -> removed ? Result.done(number) : Result.noRoom(number));
    }

    /** Shows a room. */
    public Result<RoomDetails> show(ShowRoom action) {
        Optional<RoomRow> room = store.rooms().find(action.number());
        if (room.isEmpty()) {
            return Result.noRoom(action.number());
        }
        List<BookingDetails> bookings = store.bookings().ofRoom(action.number(), LIST_LIMIT).stream()
                .map(BookingDetails::of)
                .toList();
        return Result.done(new RoomDetails(
                RoomDetails.Summary.of(room.get()), rules.policyOf(room.get()), bookings, rules.textTo(room.get())));
    }

    /** Lists the rooms by number, ten thousand at most. */
    public List<RoomDetails.Summary> list() {
        return store.rooms().list(LIST_LIMIT).stream()
                .map(RoomDetails.Summary::of)
                .toList();
    }
}
