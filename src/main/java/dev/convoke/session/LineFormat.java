package dev.convoke.session;

import dev.convoke.room.LogEntry;
import dev.convoke.room.PrivateEvent;
import dev.convoke.room.RoomEvent;
import dev.convoke.room.RosterRow;
import dev.convoke.room.Spans;
import dev.convoke.room.WireFormat;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
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
        public void leftTogether(RoomEvent.LeftTogether event) {
            notice(out, names(event.who()) + " left (" + people(event.present()) + " here)");
        }

        @Override
        public void ruled(RoomEvent.Ruled event) {
            notice(out, event.sentence());
        }

        @Override
        public void topic(RoomEvent.Topic event) {
            String what = event.text().isEmpty() ? " took the topic away." : " set the topic: " + event.text();
            notice(out, event.by() + what);
        }

        @Override
        public void announcement(RoomEvent.Announcement event) {
            notice(out, "Announcement by " + event.by() + ": " + event.text());
        }

        @Override
        public void renamed(RoomEvent.Renamed event) {
            notice(out, event.from() + " is now " + event.to());
        }

        @Override
        public void endsIn(RoomEvent.EndsIn event) {
            notice(out, "The meeting ends in " + Spans.text(event.left()) + ".");
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
            if (!event.topic().isEmpty()) {
                notice(out, "Topic: " + event.topic());
            }
            if (event.room().transcript()) {
                notice(out, "What is said here is recorded.");
            }
        }

        @Override
        public void waiting(PrivateEvent.Waiting event) {
            String why = event.open()
                    ? ". You are in the lobby until a moderator lets you in: please wait."
                    : ". The moderator is not here yet: please wait.";
            notice(out, "Welcome to " + event.room().title() + ". You are " + event.you() + why);
        }

        @Override
        public void past(PrivateEvent.Past event) {
            notice(out, "Said before you came:");
            EventWriter writer = new EventWriter(out);
            for (LogEntry entry : event.entries()) {
                out.writeByte('|').writeByte(' ');
                entry.event().read(writer);
            }
        }

        @Override
        public void privateText(PrivateEvent.PrivateText event) {
            if (event.own()) {
                notice(out, "(to " + event.to() + ") " + event.text());
            } else {
                line(out, "-" + event.from() + "-", event.text());
            }
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
                line(out, "|", row.nick() + attributes(row));
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

        private static String attributes(RosterRow row) {
            StringBuilder out = new StringBuilder();
            out.append(row.role() == Role.PARTICIPANT ? "" : ", " + roleName(row.role()));
            out.append(row.lobby() ? ", in the lobby" : "");
            out.append(row.held() ? ", on hold" : "");
            out.append(row.muted() ? ", muted" : "");
            out.append(row.hand() > 0 ? ", hand up (" + row.hand() + ")" : "");
            row.number().ifPresent(number -> out.append(", ").append(number.e164()));
            return out.toString();
        }

        private static String roleName(Role role) {
            return role.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
