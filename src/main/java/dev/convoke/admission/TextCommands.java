package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInText.Command;
import dev.convoke.room.event.RosterRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What a moderator can do by text with number and PIN: close the meeting, and ask who is in it. All else is done inside. */
final class TextCommands {

    /** Two SMS at most, however many are in the room. */
    private static final int MAX_CHARS = 300;

    private final Admission admission;
    private final Meetings meetings;

    TextCommands(Admission admission, Meetings meetings) {
        this.admission = admission;
        this.meetings = meetings;
    }

    /** Why the command is not done; empty if number and PIN are a moderator's. */
    Optional<Refused> refuse(Msisdn from, Command command) {
        return admission.refuseCommand(from, command.number(), command.pin());
    }

    /** Does it; completes with the sentence for the moderator, on any thread. */
    CompletionStage<String> execute(Command command) {
        ConferenceNumber room = command.number();
        return switch (command.verb()) {
            case CLOSE ->
                meetings.close(room)
                        .thenApply(closed -> "Room " + room + (closed ? " is closed." : ": no meeting is on."));
            case WHO -> meetings.who(room).thenApply(rows -> whoIsIn(room, rows));
            case LOCK, UNLOCK, EXTEND, INVITE -> CompletableFuture.completedFuture(elsewhere(command));
        };
    }

    private static String whoIsIn(ConferenceNumber room, List<RosterRow> rows) {
        if (rows.isEmpty()) {
            return "Room " + room + ": nobody is in.";
        }
        String names = rows.stream().map(TextCommands::described).collect(Collectors.joining(", "));
        String all = "Room " + room + ", " + rows.size() + " in: " + names;
        return all.length() <= MAX_CHARS ? all : all.substring(0, MAX_CHARS - 4) + " ...";
    }

    private static String described(RosterRow row) {
        String mark = row.role() == Role.MODERATOR ? " (moderator)" : "";
        return row.nick() + (row.lobby() ? " (waiting)" : mark);
    }

    private static String elsewhere(Command command) {
        return command.verb().name() + " cannot be done by text. Dial in and type /help.";
    }
}
