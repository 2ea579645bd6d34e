package dev.convoke.session;

import dev.convoke.room.LogEntry;
import dev.convoke.room.PrivateEvent;
import dev.convoke.room.RoomEvent;
import dev.convoke.room.RosterRow;
import dev.convoke.room.WireFormat;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The line protocol ({@code schema/line.abnf}): UTF-8 lines whose first character says what they are, pleasant to read with
 * plain {@code nc -l 5000}.
 *
 * <pre>
 *   &lt;nick&gt; text   someone spoke        * text   a notice from the room
 *   -nick- text   private to you       ! text   your last line was refused, and why
 *   ? text        a prompt             | text   a row of a listing
 * </pre>
 */
public final class LineFormat implements WireFormat {

    /** More names than this are counted, not listed. */
    private static final int MAX_NAMES = 12;

    /** Room for the marks, two nicks and a sentence around a text. */
    private static final int MAX_FRAME_OCTETS = 512;

    private static final int MAX_OCTETS_PER_CHAR = 3;

    /** The format has no state; a server needs one. */
    public LineFormat() {}

    @Override
    public String name() {
        return "line";
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
        // A notice in our own words: at most twelve names, a sentence, and a reason of at most one line.
        return MAX_FRAME_OCTETS + MAX_NAMES * Nick.MAX_CHARS * MAX_OCTETS_PER_CHAR + Session.MAX_LINE_OCTETS;
    }

    private static int textOctets(String text) {
        return MAX_FRAME_OCTETS + MAX_OCTETS_PER_CHAR * text.length();
    }

    @Override
    public void encode(LogEntry entry, ByteBuf out) {
        entry.event().read(new EventWriter(out));
    }

    @Override
    public void encode(PrivateEvent event, ByteBuf out) {
        event.read(new PrivateWriter(out));
    }

    private static void line(ByteBuf out, String mark, String text) {
        ByteBufUtil.writeUtf8(out, mark);
        out.writeByte(' ');
        ByteBufUtil.writeUtf8(out, text);
        out.writeByte('\n');
    }

    private static void notice(ByteBuf out, String text) {
        line(out, "*", text);
    }

    private static String names(List<Nick> nicks) {
        String listed = nicks.stream().limit(MAX_NAMES).map(Nick::text).collect(Collectors.joining(", "));
        return nicks.size() <= MAX_NAMES ? listed : listed + " and " + (nicks.size() - MAX_NAMES) + " more";
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    /** {@code 5 minutes}, {@code 1 minute}, {@code 30 seconds}. */
    private static String span(Duration span) {
        long seconds = span.toSeconds();
        long count = seconds % 60 == 0 && seconds > 0 ? seconds / 60 : seconds;
        String unit = seconds % 60 == 0 && seconds > 0 ? "minute" : "second";
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private record EventWriter(ByteBuf out) implements RoomEvent.Reader {

        @Override
        public void speech(RoomEvent.Speech event) {
            out.writeByte('<');
            ByteBufUtil.writeUtf8(out, event.from().text());
            out.writeByte('>').writeByte(' ');
            ByteBufUtil.writeUtf8(out, event.text());
            out.writeByte('\n');
        }

        @Override
        public void emote(RoomEvent.Emote event) {
            notice(out, event.from() + " " + event.text());
        }

        @Override
        public void opened(RoomEvent.Opened event) {
            notice(out, "The room is open. Here now: " + names(event.present()) + ". Moderator: " + event.by() + ".");
        }

        @Override
        public void joined(RoomEvent.Joined event) {
            notice(out, names(event.who()) + " joined (" + people(event.present()) + " here)");
        }

        @Override
        public void left(RoomEvent.Left event) {
            String detail = event.detail().isEmpty() ? "" : " " + event.detail();
            notice(out, event.who() + " " + event.why().phrase() + detail + " (" + people(event.present()) + " here)");
        }

        @Override
        public void renamed(RoomEvent.Renamed event) {
            notice(out, event.from() + " is now " + event.to());
        }

        @Override
        public void endsIn(RoomEvent.EndsIn event) {
            notice(out, "The meeting ends in " + span(event.left()) + ".");
        }

        @Override
        public void closed(RoomEvent.Closed event) {
            String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
            notice(out, "The meeting is over: " + event.reason().sentence() + detail + ".");
        }

        @Override
        public void notice(RoomEvent.Notice event) {
            LineFormat.notice(out, event.text());
        }

        private static void notice(ByteBuf out, String text) {
            LineFormat.notice(out, text);
        }
    }

    private record PrivateWriter(ByteBuf out) implements PrivateEvent.Reader {

        @Override
        public void welcome(PrivateEvent.Welcome event) {
            String as = event.role() == Role.PARTICIPANT ? "" : " (" + roleName(event.role()) + ")";
            notice(
                    out,
                    "Welcome to " + event.room().title() + ". You are " + event.you() + as + "; "
                            + people(event.present()) + " here. /help lists the commands.");
            if (event.room().transcript()) {
                notice(out, "What is said here is recorded.");
            }
        }

        @Override
        public void waiting(PrivateEvent.Waiting event) {
            notice(
                    out,
                    "Welcome to " + event.room().title() + ". You are " + event.you()
                            + ". The moderator is not here yet: please wait.");
        }

        @Override
        public void privateNotice(PrivateEvent.PrivateNotice event) {
            notice(out, event.text());
        }

        @Override
        public void rejected(PrivateEvent.Rejected event) {
            line(out, "!", event.text());
        }

        @Override
        public void prompt(PrivateEvent.Prompt event) {
            line(out, "?", event.question());
        }

        @Override
        public void listing(PrivateEvent.Listing event) {
            event.rows().forEach(row -> line(out, "|", row));
        }

        @Override
        public void who(PrivateEvent.Who event) {
            for (RosterRow row : event.rows()) {
                String role = row.role() == Role.PARTICIPANT ? "" : ", " + roleName(row.role());
                line(out, "|", row.nick() + role + (row.lobby() ? ", in the lobby" : ""));
            }
            line(out, "|", people(event.rows().size()));
        }

        @Override
        public void skipped(PrivateEvent.Skipped event) {
            notice(out, event.messages() + " messages skipped: your connection was too slow.");
        }

        @Override
        public void goodbye(PrivateEvent.Goodbye event) {
            notice(out, event.reason());
        }

        private static String roleName(Role role) {
            return role.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
