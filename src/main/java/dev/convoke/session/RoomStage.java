package dev.convoke.session;

import dev.convoke.command.Commands;
import dev.convoke.room.Seat;
import dev.convoke.room.command.Result;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** In the room: what lines and JSON commands ask is asked of the room, and what it answers is told. */
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
        Result result = commands.line(seat, line);
        if (result instanceof Result.Later later) {
            var unused = later.result().thenAccept(this::tell);
        } else {
            tell(result);
        }
    }

    private void tell(Result result) {
        Optional<PrivateEvent> event = result.asEvent();
        if (event.isPresent()) {
            seat.tell(event.get());
        }
    }

    @Override
    public boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
        Optional<Result> result = command.inRoom(seat, commands);
        result.ifPresent(known -> acknowledge(known, ack));
        return result.isPresent();
    }

    private void acknowledge(Result result, JsonCommand.Ack ack) {
        if (result instanceof Result.Later wait) {
            JsonCommand.Later later = ack.later();
            var unused = wait.result().thenAccept(known -> later.answer(() -> tell(known)));
            return;
        }
        tell(result);
        if (result instanceof Result.Said said) {
            ack.said(said.seq());
        } else if (!(result instanceof Result.Ignored)) {
            ack.done();
        }
    }

    @Override
    public int present() {
        return seat.presentWithYou();
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
