package dev.convoke.room;

import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;

/** Brings what somebody in the room asks for themselves to the part that does it. Runs on the room's event loop. */
final class PersonalDispatch implements PersonalCommand.Handler<Seat> {

    private final Conversation conversation;
    private final Floor floor;
    private final Leaving leaving;

    PersonalDispatch(Conversation conversation, Floor floor, Leaving leaving) {
        this.conversation = conversation;
        this.floor = floor;
        this.leaving = leaving;
    }

    @Override
    public Result say(Seat speaker, PersonalCommand.Say command) {
        return conversation.say(speaker, command.text(), command.report());
    }

    @Override
    public Result emote(Seat speaker, PersonalCommand.Emote command) {
        return conversation.emote(speaker, command.text());
    }

    @Override
    public Result data(Seat speaker, PersonalCommand.Data command) {
        return conversation.data(speaker, command);
    }

    @Override
    public Result whisper(Seat speaker, PersonalCommand.Whisper command) {
        return conversation.whisper(speaker, command.words());
    }

    @Override
    public Result rename(Seat speaker, PersonalCommand.Rename command) {
        return conversation.rename(speaker, command.to());
    }

    @Override
    public Result showTopic(Seat speaker, PersonalCommand.ShowTopic command) {
        return conversation.topicFor(speaker);
    }

    @Override
    public Result hand(Seat speaker, PersonalCommand.Hand command) {
        return command.up() ? floor.raise(speaker) : floor.lower(speaker);
    }

    @Override
    public Result resume(Seat speaker, PersonalCommand.Resume command) {
        return conversation.resume(speaker, command);
    }

    @Override
    public Result leave(Seat speaker, PersonalCommand.Leave command) {
        speaker.tell(new PrivateEvent.Goodbye(Farewell.LEFT, "Goodbye."));
        leaving.leave(speaker, Departure.LEFT, "");
        return Result.Done.DONE;
    }
}
