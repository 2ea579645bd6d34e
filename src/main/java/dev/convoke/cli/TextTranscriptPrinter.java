package dev.convoke.cli;

import dev.convoke.operator.Transcript;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** A transcript as the devices showed it, with the time in UTC before each line. */
final class TextTranscriptPrinter implements TranscriptCommand.Printer {

    /** Further lines of one message stand under the first: none can pass for a message of its own. */
    private static final String NEXT_LINE = "\n" + " ".repeat("2026-11-24T16:00:00Z ".length());

    private final PrintWriter out;
    private boolean empty = true;

    TextTranscriptPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(Transcript transcript) {
        String name = transcript.name().isEmpty() ? "" : " \"" + SafeText.marked(transcript.name()) + "\"";
        out.println("Room " + transcript.room() + name + ", meeting " + line(transcript.meeting()));
    }

    /** {@code 17: opened 2026-11-24T16:00:00Z, closed 2026-11-24T17:00:00Z (by-moderator)}. */
    static String line(Transcript.Meeting meeting) {
        String end = meeting.closedAt()
                .map(at -> ", closed " + seconds(at) + " (" + SafeText.marked(meeting.closedReason()) + ")")
                .orElse(", going on");
        return meeting.id() + ": opened " + seconds(meeting.openedAt()) + end;
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void line(Transcript.Line message) {
        empty = false;
        String nick = SafeText.marked(message.nick());
        String text = message.text().lines().map(SafeText::marked).collect(Collectors.joining(NEXT_LINE));
        String line = switch (message.kind()) {
            case "speech" -> "<" + nick + "> " + text;
            case "emote" -> "* " + nick + " " + text;
            default -> "* " + (nick.isEmpty() ? "" : nick + ": ") + text;
        };
        out.println(seconds(message.at()) + " " + line);
    }

    @Override
    public void end() {
        if (empty) {
            out.println("(nothing was kept)");
        }
    }
}
