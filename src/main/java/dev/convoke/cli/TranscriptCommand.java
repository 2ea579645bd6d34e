package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.MeetingTable.Listed;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import java.io.PrintWriter;
import java.util.List;
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

    private static final int PAGE = 500;
    private static final int LIST_LIMIT = 10_000;

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

    /** A transcript on its way out; messages come one by one, in order. */
    interface Sheet {
        void begin(RoomRow room, Listed meeting);

        void message(Message message);

        void end();
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return access.with(open -> {
            RoomRow room = RoomCommand.find(typed, open);
            MeetingTable meetings = open.store().meetings();
            if (list) {
                meetings.ofRoom(room.number(), LIST_LIMIT).forEach(found -> out.println(TextTranscriptPrinter.line(found)));
            } else {
                Sheet sheet = format == Format.JSON ? new JsonTranscriptPrinter(out) : new TextTranscriptPrinter(out);
                print(meetings, room, pick(meetings, room.number()), sheet);
            }
            out.flush();
            return 0;
        });
    }

    private Listed pick(MeetingTable meetings, ConferenceNumber room) {
        if (meeting.isPresent()) {
            return meetings.find(room, meeting.get())
                    .orElseThrow(() -> new Complaint("room " + room + " has no meeting " + meeting.get()
                            + " on record; convoke transcript " + room + " --list shows all"));
        }
        return meetings.ofRoom(room, 1).stream()
                .findFirst()
                .orElseThrow(() -> new Complaint("room " + room + " has no meeting on record"));
    }

    /** Page by page: a meeting may have said more than fits into memory. */
    private static void print(MeetingTable meetings, RoomRow room, Listed meeting, Sheet sheet) {
        sheet.begin(room, meeting);
        long after = 0;
        List<Message> page = meetings.messages(meeting.id(), after, PAGE);
        while (!page.isEmpty()) {
            page.forEach(sheet::message);
            after = page.get(page.size() - 1).seq();
            page = meetings.messages(meeting.id(), after, PAGE);
        }
        sheet.end();
    }
}
