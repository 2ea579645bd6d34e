package dev.convoke.inbound;

import dev.convoke.room.Room;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Extension;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a moderator may do with his room by text, whether or not he is in it himself. Stages complete on the room's loop, unless it
 * says otherwise.
 */
public interface Meetings {

    /** Ends the meeting; completes with whether there was one. */
    CompletionStage<Boolean> close(ConferenceNumber room);

    /** Completes with who is in the meeting or its lobby; empty if nobody is. */
    CompletionStage<List<RosterRow>> who(ConferenceNumber room);

    /** Locks or unlocks the room; completes with {@code false} if it was so already, and empty if nobody is in it. */
    CompletionStage<Optional<Boolean>> lock(ConferenceNumber room, Msisdn by, boolean on);

    /** Gives the booking that is on more time, and tells whoever is in the meeting; completes on any thread. */
    CompletionStage<Extension> extend(ConferenceNumber room, Msisdn by, Duration span);

    /** The real ones. */
    static Meetings of(Rooms rooms, Extender extender) {
        return new Meetings() {
            @Override
            public CompletionStage<Boolean> close(ConferenceNumber room) {
                return rooms.close(room, CloseReason.BY_MODERATOR, "");
            }

            @Override
            public CompletionStage<List<RosterRow>> who(ConferenceNumber room) {
                return rooms.ask(room, Room::roster).thenApply(found -> found.orElse(List.of()));
            }

            @Override
            public CompletionStage<Optional<Boolean>> lock(ConferenceNumber room, Msisdn by, boolean on) {
                return rooms.ask(room, found -> found.door().lock(by, on));
            }

            @Override
            public CompletionStage<Extension> extend(ConferenceNumber room, Msisdn by, Duration span) {
                return extender.extend(room, span).thenApply(extension -> {
                    if (extension.outcome() == Extension.Outcome.EXTENDED) {
                        rooms.post(room, found -> found.moderation().extended(by, span));
                    }
                    return extension;
                });
            }
        };
    }
}
