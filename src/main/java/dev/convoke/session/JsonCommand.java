package dev.convoke.session;

import dev.convoke.command.Commands;
import dev.convoke.room.Seat;
import java.util.Optional;

/** What a device asks for in the JSON protocol. Each case knows what it does in a room and at the door. */
public sealed interface JsonCommand {

    /** Says that what was asked for is done; it is not called when the room has refused it, and does nothing then. */
    interface Ack {
        /** It is done. */
        void done();

        /** It has its place in the order; 0 if it was not said. */
        void said(long seq);
    }

    /** Does it in a room; {@code false} if that is no place for it. Runs on the room's loop. */
    default boolean inRoom(Seat seat, Commands commands, Ack ack) {
        return false;
    }

    /** Does it at the door; {@code false} if that is no place for it. Runs on the session's loop. */
    default boolean atDoor(DoorDialogue door) {
        return false;
    }

    /** The first line: the device speaks JSON, in that version. */
    record Hello(long protocol) implements JsonCommand {}

    /** Somebody is there. */
    record Pong() implements JsonCommand {}

    /** Speech. */
    record Say(String text) implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            ack.said(seat.room().conversation().say(seat, text));
            return true;
        }
    }

    /** An action. */
    record Me(String text) implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            ack.said(seat.room().conversation().emote(seat, text));
            return true;
        }
    }

    /** Data of an application; see {@link dev.convoke.room.event.RoomEvent.Data}. */
    record Data(String contentType, String base64, int octets) implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            ack.said(seat.room().conversation().data(seat, contentType, base64, octets));
            return true;
        }

        @Override
        public String toString() {
            return "Data[contentType=" + contentType + ", octets=" + octets + "]";
        }
    }

    /** Any command of the line protocol. */
    record Run(String name, String argument) implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            commands.run(seat, name, argument);
            ack.done();
            return true;
        }
    }

    /** Who is here? */
    record Who() implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            return new Run("who", "").inRoom(seat, commands, ack);
        }
    }

    /** What was missed since an event of a meeting. */
    record Resume(String meeting, long seq) implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            seat.room().conversation().resume(seat, meeting, seq);
            ack.done();
            return true;
        }
    }

    /** The answer to a prompt, or to two at once. */
    record Answer(Optional<String> number, Optional<String> pin) implements JsonCommand {
        @Override
        public boolean atDoor(DoorDialogue door) {
            return door.answer(number, pin);
        }

        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    /** Goodbye. */
    record Leave() implements JsonCommand {
        @Override
        public boolean inRoom(Seat seat, Commands commands, Ack ack) {
            return new Run("leave", "").inRoom(seat, commands, ack);
        }

        @Override
        public boolean atDoor(DoorDialogue door) {
            door.leave();
            return true;
        }
    }
}
