package dev.convoke.cli;

import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.Transcript;
import dev.convoke.operator.TranscriptAction.ListMeetings;
import dev.convoke.operator.TranscriptAction.ReadTranscript;
import dev.convoke.operator.TranscriptActions;
import dev.convoke.terms.ConferenceNumber;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what was said in a meeting of a room that keeps a transcript. */
@Command(
        name = "transcript",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what was said in a meeting: the latest one, or the one that is on, unless --meeting names another.",
            "Only rooms with --transcript on keep what is said, for as long as store.transcript-retention says."
        },
        footer = {
            "",
            "Examples:",
            "  convoke transcript 8401234",
            "  convoke transcript 8401234 --list",
            "  convoke transcript 8401234 --meeting 17 --format json"
        })
final class TranscriptCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private StoreAccess access = new StoreAccess();

    @Parameters(paramLabel = "NUMBER", description = "The room's conference number.")
    private String typed = "";

    @Option(names = "--meeting", paramLabel = "ID", description = "The meeting; --list shows them.")
    private Optional<Long> meeting = Optional.empty();

    @Option(names = "--list", description = "Lists the meetings on record, the latest first.")
    private boolean list;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "text for people, or one JSON document (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    enum Format {
        TEXT,
        JSON
    }

    /** A transcript on its way out; lines come one by one, in order. */
    interface Printer {
        void begin(Transcript transcript);

        void line(Transcript.Line line);

        void end();
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return access.with(operator -> {
            ConferenceNumber room = Values.number(typed);
            TranscriptActions transcripts = operator.transcripts();
            if (list) {
                Outcomes.byOption()
                        .value(transcripts.list(new ListMeetings(room)))
                        .forEach(found -> out.println(TextTranscriptPrinter.line(found)));
            } else {
                Transcript found = Outcomes.byOption().value(transcripts.read(new ReadTranscript(room, meeting)));
                Printer printer =
                        format == Format.JSON ? new JsonTranscriptPrinter(out) : new TextTranscriptPrinter(out);
                printer.begin(found);
                transcripts.lines(found, printer::line);
                printer.end();
            }
            out.flush();
            return 0;
        });
    }
}
