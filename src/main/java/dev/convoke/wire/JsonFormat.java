package dev.convoke.wire;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.Nick;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The JSON protocol ({@code schema/session.schema.json}): one object a line. What everyone learns has the type {@code event},
 * a sequence number, a time and a kind; what one leg alone learns has a type of its own.
 */
public final class JsonFormat implements WireFormat {

    /** The version that {@code hello} names. */
    public static final int PROTOCOL = 1;

    /** More names than this are counted, not listed. */
    static final int MAX_NAMES = 100;

    /** All the braces, names and numbers of an event, and two nicks. */
    private static final int MAX_FRAME_OCTETS = 768;

    /** Three octets a character, quotes and a comma; no nick holds what is escaped. */
    private static final int MAX_NICK_OCTETS = 3 * Nick.MAX_CHARS + 3;

    private final int replayOctets;

    /** A server needs one; {@code replayOctets} of each room log are kept for those who come back. */
    public JsonFormat(int replayOctets) {
        this.replayOctets = replayOctets;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int replayOctets() {
        return replayOctets;
    }

    @Override
    public boolean isNumbered() {
        return true;
    }

    @Override
    public boolean isForPrograms() {
        return true;
    }

    @Override
    public int maxOctets(LogEntry entry) {
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.Speech speech) {
            return textOctets(speech.text());
        }
        if (event instanceof RoomEvent.Emote emote) {
            return textOctets(emote.text());
        }
        if (event instanceof RoomEvent.Data data) {
            return MAX_FRAME_OCTETS
                    + data.base64().length()
                    + data.contentType().length();
        }
        if (event instanceof RoomEvent.Ruled ruled) {
            // The detail stands in the sentence too.
            return textOctets(ruled.detail()) + textOctets(ruled.detail());
        }
        if (event instanceof RoomEvent.Opened opened) {
            return namesOctets(opened.present());
        }
        if (event instanceof RoomEvent.Joined joined) {
            return namesOctets(joined.who());
        }
        if (event instanceof RoomEvent.LeftTogether left) {
            return namesOctets(left.who());
        }
        return textOctets(textOf(event));
    }

    private static String textOf(RoomEvent event) {
        if (event instanceof RoomEvent.Notice notice) {
            return notice.text();
        }
        if (event instanceof RoomEvent.Topic topic) {
            return topic.text();
        }
        if (event instanceof RoomEvent.Announcement announcement) {
            return announcement.text();
        }
        if (event instanceof RoomEvent.Left left) {
            return left.detail();
        }
        return event instanceof RoomEvent.Closed closed ? closed.detail() : "";
    }

    private static int textOctets(String text) {
        return MAX_FRAME_OCTETS + JsonLineWriter.octets(text);
    }

    private static int namesOctets(List<Nick> names) {
        return MAX_FRAME_OCTETS + MAX_NICK_OCTETS * Math.min(MAX_NAMES, names.size());
    }

    @Override
    public void encode(LogEntry entry, ByteBuf out) {
        JsonLineWriter json = new JsonLineWriter(out).open();
        new JsonEventWriter(json).write(entry);
        json.endLine();
    }

    @Override
    public void encode(PrivateEvent event, ByteBuf out) {
        JsonLineWriter json = new JsonLineWriter(out).open();
        event.read(new JsonPrivateWriter(json));
        json.endLine();
    }
}
