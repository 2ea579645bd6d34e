package dev.convoke.peer.phone;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A terminal with a line to edit at its bottom, above which appears what is heard: the reader moves what is being typed out of the
 * way and back. Names have a colour each, the same wherever they are heard.
 */
final class TerminalScreen implements Screen {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm ", Locale.ROOT);
    private static final int HISTORY = 500;

    /** Of the sixteen that every terminal has, those to be read on black and on white. */
    private static final int[] NAME_COLOURS = {
        AttributedStyle.RED, AttributedStyle.GREEN, AttributedStyle.BLUE, AttributedStyle.MAGENTA, AttributedStyle.CYAN
    };

    private final Terminal terminal;
    private final LineReader reader;
    private final boolean colours;

    /** What was pasted and is not handed on yet. The reading thread alone. */
    private final Deque<String> pasted = new ArrayDeque<>();

    TerminalScreen(Terminal terminal, Vocabulary vocabulary, boolean colours) {
        this.terminal = terminal;
        this.colours = colours;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("convoke")
                .parser((line, cursor, context) -> TypedWords.of(line, cursor))
                .completer(completer(vocabulary))
                .variable(LineReader.HISTORY_SIZE, HISTORY)
                // An exclamation mark is one, and a backslash too.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /** Of the terminal that this process was started from. */
    static TerminalScreen ofThisProcess(Vocabulary vocabulary, boolean colours) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .encoding("UTF-8")
                .build();
        return new TerminalScreen(terminal, vocabulary, colours);
    }

    private static Completer completer(Vocabulary vocabulary) {
        return (reader, line, candidates) -> proposals(vocabulary, line)
                .forEach(word -> candidates.add(new Candidate(word, word, null, null, null, null, true)));
    }

    private static List<String> proposals(Vocabulary vocabulary, ParsedLine line) {
        return vocabulary.proposals(line.word(), line.wordIndex() == 0);
    }

    @Override
    public boolean showsTyped() {
        return true;
    }

    @Override
    public void show(HeardLine line) {
        // An answer may be a PIN, which the arrow keys must not bring back to anybody.
        reader.setVariable(LineReader.DISABLE_HISTORY, line.kind() == HeardLine.Kind.PROMPT);
        reader.printAbove(styled(line));
        if (line.kind() == HeardLine.Kind.PRIVATE) {
            terminal.writer().write('\u0007');
            terminal.writer().flush();
        }
    }

    private AttributedString styled(HeardLine line) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        AttributedStyle plain = AttributedStyle.DEFAULT;
        out.styled(
                colours ? plain.faint() : plain,
                LocalTime.now(ZoneId.systemDefault()).format(CLOCK));
        if (!colours) {
            return out.append(line.toString()).toAttributedString();
        }
        return switch (line.kind()) {
            case SPEECH -> name(out, line, "<", "> ").append(line.text()).toAttributedString();
            case PRIVATE ->
                name(out, line, "-", "- ").styled(plain.bold(), line.text()).toAttributedString();
            case REFUSAL ->
                out.styled(plain.foreground(AttributedStyle.RED), line.toString())
                        .toAttributedString();
            case PROMPT -> out.styled(plain.bold(), line.toString()).toAttributedString();
            case NOTICE -> out.styled(plain.faint(), line.toString()).toAttributedString();
            case ROW, OTHER -> out.append(line.toString()).toAttributedString();
        };
    }

    private static AttributedStringBuilder name(
            AttributedStringBuilder out, HeardLine line, String before, String after) {
        int colour = NAME_COLOURS[Math.floorMod(line.nick().hashCode(), NAME_COLOURS.length)];
        return out.append(before)
                .styled(AttributedStyle.DEFAULT.bold().foreground(colour), line.nick())
                .append(after);
    }

    @Override
    public void tell(String words) {
        reader.printAbove(words);
    }

    @Override
    public Optional<String> read() {
        if (!pasted.isEmpty()) {
            return Optional.of(pasted.removeFirst());
        }
        try {
            pasted.addAll(reader.readLine("> ").lines().toList());
            return Optional.of(pasted.isEmpty() ? "" : pasted.removeFirst());
        } catch (UserInterruptException | EndOfFileException quits) {
            return Optional.empty();
        } catch (IllegalStateException closed) {
            // The phone is over while its person types: the reader finds its terminal closed.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException goneAlready) {
            // Whoever closed its window needs it no more.
        }
    }
}
