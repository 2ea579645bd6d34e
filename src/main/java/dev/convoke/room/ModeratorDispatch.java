package dev.convoke.room;

import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.event.CloseReason;
import java.util.function.BiConsumer;

/** Brings what is decided about a room to the part that does it. Runs on the room's event loop. */
final class ModeratorDispatch implements ModeratorCommand.Handler<By> {

    private final Conversation conversation;
    private final Floor floor;
    private final Moderation moderation;
    private final Exclusion exclusion;
    private final DoorCommands door;
    private final Requests requests;
    private final BiConsumer<CloseReason, String> close;

    /**
     * For these parts.
     *
     * @param close ends the meeting, with something to add to the reason
     */
    ModeratorDispatch(
            Conversation conversation,
            Floor floor,
            Moderation moderation,
            Exclusion exclusion,
            DoorCommands door,
            Requests requests,
            BiConsumer<CloseReason, String> close) {
        this.conversation = conversation;
        this.floor = floor;
        this.moderation = moderation;
        this.exclusion = exclusion;
        this.door = door;
        this.requests = requests;
        this.close = close;
    }

    @Override
    public Result mute(By moderator, ModeratorCommand.Mute command) {
        return moderation.mute(moderator, command.words());
    }

    @Override
    public Result muteAll(By moderator, ModeratorCommand.MuteAll command) {
        return moderation.muteAll(moderator);
    }

    @Override
    public Result unmute(By moderator, ModeratorCommand.Unmute command) {
        return moderation.unmute(moderator, command.words());
    }

    @Override
    public Result unmuteAll(By moderator, ModeratorCommand.UnmuteAll command) {
        return moderation.unmuteAll(moderator);
    }

    @Override
    public Result hold(By moderator, ModeratorCommand.Hold command) {
        return moderation.hold(moderator, command.words());
    }

    @Override
    public Result unhold(By moderator, ModeratorCommand.Unhold command) {
        return moderation.unhold(moderator, command.words());
    }

    @Override
    public Result promote(By moderator, ModeratorCommand.Promote command) {
        return moderation.promote(moderator, command.words());
    }

    @Override
    public Result demote(By moderator, ModeratorCommand.Demote command) {
        return moderation.demote(moderator, command.words());
    }

    @Override
    public Result next(By moderator, ModeratorCommand.Next command) {
        return floor.next(moderator);
    }

    @Override
    public Result admit(By moderator, ModeratorCommand.Admit command) {
        return door.admit(command.words());
    }

    @Override
    public Result admitAll(By moderator, ModeratorCommand.AdmitAll command) {
        return door.admitAll();
    }

    @Override
    public Result deny(By moderator, ModeratorCommand.Deny command) {
        return door.deny(moderator, command.words());
    }

    @Override
    public Result kick(By moderator, ModeratorCommand.Kick command) {
        return exclusion.kick(moderator, command.words());
    }

    @Override
    public Result ban(By moderator, ModeratorCommand.Ban command) {
        return exclusion.ban(moderator, command.words());
    }

    @Override
    public Result banNumber(By moderator, ModeratorCommand.BanNumber command) {
        return exclusion.ban(moderator, command.number(), command.terms());
    }

    @Override
    public Result unban(By moderator, ModeratorCommand.Unban command) {
        return exclusion.unban(moderator, command.nick());
    }

    @Override
    public Result unbanNumber(By moderator, ModeratorCommand.UnbanNumber command) {
        return exclusion.unban(moderator, command.number());
    }

    @Override
    public Result listBans(By moderator, ModeratorCommand.ListBans command) {
        return exclusion.list();
    }

    @Override
    public Result lock(By moderator, ModeratorCommand.Lock command) {
        return door.lock(moderator, true);
    }

    @Override
    public Result unlock(By moderator, ModeratorCommand.Unlock command) {
        return door.lock(moderator, false);
    }

    @Override
    public Result lobby(By moderator, ModeratorCommand.Lobby command) {
        return door.lobby(moderator, command.on());
    }

    @Override
    public Result slow(By moderator, ModeratorCommand.Slow command) {
        return moderation.slow(moderator, command.pause());
    }

    @Override
    public Result setTopic(By moderator, ModeratorCommand.SetTopic command) {
        return conversation.topic(moderator, command.text());
    }

    @Override
    public Result announce(By moderator, ModeratorCommand.Announce command) {
        return conversation.announce(moderator, command.text());
    }

    @Override
    public Result invite(By moderator, ModeratorCommand.Invite command) {
        return requests.invite(moderator, command.typed());
    }

    @Override
    public Result codes(By moderator, ModeratorCommand.Codes command) {
        return requests.codes(moderator, command.count());
    }

    @Override
    public Result openPort(By moderator, ModeratorCommand.OpenPort command) {
        return requests.openPort(moderator);
    }

    @Override
    public Result extend(By moderator, ModeratorCommand.Extend command) {
        return requests.extend(moderator, command.span());
    }

    @Override
    public Result close(By moderator, ModeratorCommand.Close command) {
        close.accept(moderator.closing(), command.detail());
        return Result.Done.DONE;
    }

    @Override
    public Result endsIn(By moderator, ModeratorCommand.EndsIn command) {
        return moderation.endsIn(command.left());
    }
}
