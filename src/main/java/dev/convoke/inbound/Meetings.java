package dev.convoke.inbound;

import dev.convoke.room.Rooms;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.Glance;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is asked of rooms from outside: by a moderator by text, whether or not they are in it, and by whoever stands at the door. */
public interface Meetings {

    /** Has something done with a room; completes on any thread with what came of it, as {@link Rooms#execute} does. */
    CompletionStage<Result> execute(ConferenceNumber room, Actor actor, RoomCommand command);

    /** What whoever stands at the door is told; completes on any thread, with empty if nobody is in the room. */
    CompletionStage<Optional<Glance>> glance(ConferenceNumber room, Person who, Person by);

    /** The real ones. */
    static Meetings of(Rooms rooms) {
        return new Meetings() {
            @Override
            public CompletionStage<Result> execute(ConferenceNumber room, Actor actor, RoomCommand command) {
                return rooms.execute(room, actor, command);
            }

            @Override
            public CompletionStage<Optional<Glance>> glance(ConferenceNumber room, Person who, Person by) {
                return rooms.ask(room, one -> one.glance(who, by));
            }
        };
    }
}
