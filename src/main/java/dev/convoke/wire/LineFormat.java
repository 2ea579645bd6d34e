package dev.convoke.wire;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.Nick;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The line protocol ({@code schema/line.abnf}): UTF-8 lines whose first character says what they are, pleasant to read with
 * plain {@code nc -l 5000}.
 *
 * <pre>
 *   &lt;nick&gt; text   someone spoke          * text   a notice from the room
 *   -nick- text   private to you          ! text   your last line was refused, and why
 *   ? text        a prompt                | text   a row of a listing, or of the history
 * </pre>
 *
 * What was said before someone came is shown to them as rows, so that a line that begins with {@code <} is always something
 * that is said now. One's own private text comes back as {@code * (to nick) text}.
 */
public final class LineFormat implements WireFormat {

    /** More names than this are counted, not listed. */
    private static final int MAX_NAMES = 12;

    /** Room for the marks, two nicks and a sentence around a text. */
    private static final int MAX_FRAME_OCTETS = 512;

    private static final int MAX_OCTETS_PER_CHAR = 3;

    /** What was on its way when a connection broke is said again: two chunks of a room log, so that one at least is full. */
    private static final int REPLAY_OCTETS = 128 << 10;

    /** The format has no state; a server needs one. */
    public LineFormat() {}

    @Override
    public String name() {
        return "line";
    }

    @Override
    public int replayOctets() {
        return REPLAY_OCTETS;
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
        if (event instanceof RoomEvent.Notice notice) {
            return textOctets(notice.text());
        }
        if (event instanceof RoomEvent.Topic topic) {
            return textOctets(topic.text());
        }
        if (event instanceof RoomEvent.Announcement announcement) {
            return textOctets(announcement.text());
        }
        if (event instanceof RoomEvent.Ruled ruled) {
            return textOctets(ruled.detail());
        }
        if (event instanceof RoomEvent.Left left) {
            return textOctets(left.detail());
        }
        if (event instanceof RoomEvent.Closed closed) {
            return textOctets(closed.detail());
        }
        // A notice in our own words, about so many people at most.
        return MAX_FRAME_OCTETS + MAX_NAMES * (Nick.MAX_CHARS + 2) * MAX_OCTETS_PER_CHAR;
    }

    private static int textOctets(String text) {
        return MAX_FRAME_OCTETS + MAX_OCTETS_PER_CHAR * text.length();
    }

    @Override
    public void encode(LogEntry entry, ByteBuf out) {
        entry.event().read(new LineEventWriter(out));
    }

    @Override
    public void encode(PrivateEvent event, ByteBuf out) {
        event.read(new LinePrivateWriter(out));
    }

    static void line(ByteBuf out, String mark, String text) {
        ByteBufUtil.writeUtf8(out, mark);
        out.writeByte(' ');
        ByteBufUtil.writeUtf8(out, oneLine(text));
        out.writeByte('\n');
    }

    /** Programs may say several lines in one message; here each is one line, so that nobody says what the room seems to say. */
    static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.replace('\n', ' ');
    }

    static void notice(ByteBuf out, String text) {
        line(out, "*", text);
    }

    static String names(List<Nick> nicks) {
        String listed = nicks.stream().limit(MAX_NAMES).map(Nick::text).collect(Collectors.joining(", "));
        return nicks.size() <= MAX_NAMES ? listed : listed + " and " + (nicks.size() - MAX_NAMES) + " more";
    }

    static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }
}
