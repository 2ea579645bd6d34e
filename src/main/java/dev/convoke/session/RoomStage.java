package dev.convoke.session;

import dev.convoke.command.Commands;
import dev.convoke.room.Seat;
import dev.convoke.room.event.Departure;
import java.util.function.Consumer;

/** In the room: a line is speech, or a command that begins with a slash; two slashes are one literal slash. */
public final class RoomStage implements LineHandler {

    private final Seat seat;
    private final Commands commands;
    private final Consumer<Seat> recall;

    /** For a leg that has a seat; {@code recall} is to reach the device again when the connection is lost. */
    public RoomStage(Seat seat, Commands commands, Consumer<Seat> recall) {
        this.seat = seat;
        this.commands = commands;
        this.recall = recall;
    }

    @Override
    public boolean wantsLines() {
        return true;
    }

    @Override
    public void onLine(String line) {
        if (line.isBlank()) {
            return;
        }
        if (!line.startsWith("/")) {
            seat.room().conversation().say(seat, line);
        } else if (line.startsWith("//")) {
            seat.room().conversation().say(seat, line.substring(1));
        } else {
            runCommand(line.substring(1));
        }
    }

    private void runCommand(String words) {
        int space = words.indexOf(' ');
        String name = space < 0 ? words : words.substring(0, space);
        String argument = space < 0 ? "" : words.substring(space + 1).strip();
        commands.run(seat, name, argument);
    }

    @Override
    public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
        return command.inRoom(seat, commands, ack);
    }

    @Override
    public void beforeFormat() {
        seat.beforeFormat();
    }

    @Override
    public void onFormat() {
        seat.onFormat();
    }

    @Override
    public void onWritable() {
        seat.onWritable();
    }

    @Override
    public void onLost(Departure how) {
        // Who hangs up goes; whose connection breaks may not even know it.
        if (how == Departure.CONNECTION_LOST && seat.onAway()) {
            recall.accept(seat);
        } else {
            seat.onLost(how);
        }
    }
}
