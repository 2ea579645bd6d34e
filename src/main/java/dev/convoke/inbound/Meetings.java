package dev.convoke.inbound;

import dev.convoke.room.Rooms;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.terms.ConferenceNumber;
import java.util.concurrent.CompletionStage;

/** What a moderator may do with a room by text, whether or not they are in it. */
@FunctionalInterface
public interface Meetings {

    /** Has something done with a room; completes on any thread with what came of it, as {@link Rooms#execute} does. */
    CompletionStage<Result> execute(ConferenceNumber room, Actor actor, RoomCommand command);

    /** The real ones. */
    static Meetings of(Rooms rooms) {
        return rooms::execute;
    }
}
