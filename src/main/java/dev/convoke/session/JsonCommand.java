package dev.convoke.session;

import dev.convoke.command.Commands;
import dev.convoke.room.command.Caller;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.terms.Nick;
import java.util.Optional;

/** What a device asks for in the JSON protocol. Each case knows what it asks of a room, and what it does at the door. */
public sealed interface JsonCommand {

    /** Says that what was asked for is done; it is not called when the room has refused it, and does nothing then. */
    interface Ack {
        /** It is done. */
        void done();

        /** It has its place in the order. */
        void said(long seq);

        /** It is not done before it is answered. */
        Later later();
    }

    /** A command that waits for its answer; until then others may be given. */
    @FunctionalInterface
    interface Later {
        /** Runs what sends the answer, which belongs to the command, and says that it is done; once, on the session's loop. */
        void answer(Runnable step);
    }

    /**
     * Asks for it in a room. Runs on the room's loop.
     *
     * @return what came of it, as it is to be acknowledged; empty if a room is no place for it
     */
    default Optional<Result> inRoom(Caller caller, Commands commands) {
        return Optional.empty();
    }

    /** Does it at the door; {@code false} if that is no place for it. Runs on the session's loop. */
    default boolean atDoor(DoorDialogue door) {
        return false;
    }

    /** Does it where somebody who called in says who they are; {@code false} if that is no place for it. On the session's loop. */
    default boolean atCodeDoor(CodeDialogue door, Ack ack) {
        return false;
    }

    /** Whether it asks to go: its acknowledgement comes before the goodbye. */
    default boolean isLeave() {
        return false;
    }

    /** The first line: the device speaks JSON, in that version, and may say by what right it comes. */
    record Hello(long protocol, Optional<Proof> proof) implements JsonCommand {
        /** Of a device that does not say by what right it comes. */
        public Hello(long protocol) {
            this(protocol, Optional.empty());
        }
    }

    /**
     * By what right a device comes in; as it was sent.
     *
     * @param code the code of an invitation
     * @param room instead of a code, a conference number
     * @param pin and its PIN
     * @param session the meeting that the code has to be good for
     * @param nick the name that is asked for
     * @param resume the secret of the leg before
     * @param port whether a port for the meeting is wanted too
     */
    record Proof(
            Optional<String> code,
            Optional<String> room,
            Optional<String> pin,
            Optional<String> session,
            Optional<String> nick,
            Optional<String> resume,
            boolean port) {

        /** Whether it says no more than a name, which is enough only where nothing needs to be proved. */
        boolean isName() {
            return code.isEmpty() && room.isEmpty();
        }

        Presented presented(Optional<Nick> name) {
            if (isName()) {
                return new Presented.Nothing(name);
            }
            return code.<Presented>map(it -> new Presented.Code(it, session, name, resume))
                    .orElseGet(() -> new Presented.Open(room.orElse(""), pin, name, port));
        }

        @Override
        public String toString() {
            return "Proof[redacted]";
        }
    }

    /** What does a code lead to? */
    record Look(String code) implements JsonCommand {
        @Override
        public boolean atCodeDoor(CodeDialogue door, Ack ack) {
            door.look(code, ack);
            return true;
        }

        @Override
        public String toString() {
            return "Look[redacted]";
        }
    }

    /** Somebody is there. */
    record Pong() implements JsonCommand {}

    /** Speech. */
    record Say(String text) implements JsonCommand {
        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(caller.ask(new PersonalCommand.Say(text)));
        }
    }

    /** An action. */
    record Me(String text) implements JsonCommand {
        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(caller.ask(new PersonalCommand.Emote(text)));
        }
    }

    /** Data of an application; see {@link dev.convoke.room.event.RoomEvent.Data}. */
    record Data(String contentType, String base64, int octets) implements JsonCommand {
        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(caller.ask(new PersonalCommand.Data(contentType, base64, octets)));
        }

        @Override
        public String toString() {
            return "Data[contentType=" + contentType + ", octets=" + octets + "]";
        }
    }

    /** Any command of the line protocol. */
    record Run(String name, String argument) implements JsonCommand {
        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(withoutPlace(commands.run(caller, name, argument)));
        }

        @Override
        public boolean isLeave() {
            return name.equalsIgnoreCase("leave");
        }
    }

    /** Who is here? From so many on in the order of their coming, and at most so many. */
    record Who(int from, int limit) implements JsonCommand {

        /** So many unless it says otherwise. */
        static final int USUAL = 200;

        /** From the first one on. */
        Who() {
            this(0, USUAL);
        }

        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(caller.ask(new RoomCommand.Who(from, limit)));
        }
    }

    /** What was missed since an event of a meeting. */
    record Resume(String meeting, long seq) implements JsonCommand {
        @Override
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(withoutPlace(caller.ask(new PersonalCommand.Resume(meeting, seq))));
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
        public Optional<Result> inRoom(Caller caller, Commands commands) {
            return Optional.of(caller.ask(new PersonalCommand.Leave()));
        }

        @Override
        public boolean atDoor(DoorDialogue door) {
            door.leave();
            return true;
        }

        @Override
        public boolean atCodeDoor(CodeDialogue door, Ack ack) {
            door.leave();
            return true;
        }

        @Override
        public boolean isLeave() {
            return true;
        }
    }

    /** Of what is no speech, the acknowledgement says only that it was taken. */
    private static Result withoutPlace(Result result) {
        return result instanceof Result.Said || result instanceof Result.Ignored ? Result.Done.DONE : result;
    }
}
