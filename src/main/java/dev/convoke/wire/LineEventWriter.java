package dev.convoke.wire;

import static dev.convoke.wire.LineFormat.names;
import static dev.convoke.wire.LineFormat.people;

import dev.convoke.room.event.RoomEvent;
import dev.convoke.terms.Durations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Locale;

/** Writes events of the room log as lines; the server's half of {@code schema/line.abnf} is here and in {@link LinePrivateWriter}. */
record LineEventWriter(ByteBuf out) implements RoomEvent.Reader {

    @Override
    public void speech(RoomEvent.Speech event) {
        out.writeByte('<');
        ByteBufUtil.writeUtf8(out, event.from().text());
        out.writeByte('>').writeByte(' ');
        ByteBufUtil.writeUtf8(out, LineFormat.oneLine(event.text()));
        out.writeByte('\n');
    }

    @Override
    public void emote(RoomEvent.Emote event) {
        LineFormat.notice(out, event.from() + " " + event.text());
    }

    @Override
    public void data(RoomEvent.Data event) {
        String size = String.format(Locale.ROOT, "%,d", event.octets()) + (event.octets() == 1 ? " byte" : " bytes");
        LineFormat.notice(out, event.from() + " sent data (" + event.contentType() + ", " + size + ")");
    }

    @Override
    public void opened(RoomEvent.Opened event) {
        LineFormat.notice(
                out, "The room is open. Here now: " + names(event.present()) + ". Moderator: " + event.by() + ".");
    }

    @Override
    public void joined(RoomEvent.Joined event) {
        LineFormat.notice(out, names(event.who()) + " joined (" + people(event.present()) + " here)");
    }

    @Override
    public void left(RoomEvent.Left event) {
        String detail = event.detail().isEmpty() ? "" : " " + event.detail();
        LineFormat.notice(
                out, event.who() + " " + event.why().phrase() + detail + " (" + people(event.present()) + " here)");
    }

    @Override
    public void leftTogether(RoomEvent.LeftTogether event) {
        LineFormat.notice(out, names(event.who()) + " left (" + people(event.present()) + " here)");
    }

    @Override
    public void ruled(RoomEvent.Ruled event) {
        LineFormat.notice(out, event.sentence());
    }

    @Override
    public void topic(RoomEvent.Topic event) {
        String what = event.text().isEmpty() ? " took the topic away." : " set the topic: " + event.text();
        LineFormat.notice(out, event.by() + what);
    }

    @Override
    public void announcement(RoomEvent.Announcement event) {
        LineFormat.notice(out, "Announcement by " + event.by() + ": " + event.text());
    }

    @Override
    public void renamed(RoomEvent.Renamed event) {
        LineFormat.notice(out, event.from() + " is now " + event.to());
    }

    @Override
    public void endsIn(RoomEvent.EndsIn event) {
        LineFormat.notice(out, "The meeting ends in " + Durations.words(event.left()) + ".");
    }

    @Override
    public void closed(RoomEvent.Closed event) {
        String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
        LineFormat.notice(out, "The meeting is over: " + event.reason().sentence() + detail + ".");
    }

    @Override
    public void notice(RoomEvent.Notice event) {
        LineFormat.notice(out, event.text());
    }
}
