package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInText.Command;
import dev.convoke.invitation.Invitations;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Extension;
import dev.convoke.sms.SingleSms;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a moderator can do by text with number and PIN. Each command is answered in one SMS. */
public final class CommandHandler {

    private static final String COMMAND = "command";
    private static final long MAX_MINUTES = Extender.LONGEST.toMinutes();
    private static final String HELP =
            "Room %s: text OPEN, IP:port, number and PIN to enter; or CLOSE, WHO, LOCK, UNLOCK,"
                    + " EXTEND, INVITE, number and PIN, then minutes or phone numbers.";

    private final Admission admission;
    private final Meetings meetings;
    private final Invitations invitations;

    CommandHandler(Admission admission, Meetings meetings, Invitations invitations) {
        this.admission = admission;
        this.meetings = meetings;
        this.invitations = invitations;
    }

    /** Does the command if number and PIN are a moderator's, and answers with what came of it. */
    void obey(MoTask text, Command command) {
        boolean muted = admission.isMuted(text.from());
        Optional<Refused> refused = admission.refuseCommand(text.from(), command.number(), command.pin());
        if (refused.isPresent()) {
            text.conclude(refused.get(), muted);
            return;
        }
        text.afterwards(
                execute(text.dialIn(), command),
                muted,
                sentence -> text.finish(muted ? Optional.empty() : Optional.of(sentence), COMMAND));
    }

    /** Completes with the sentence for the moderator, on any thread. */
    private CompletionStage<String> execute(DialIn text, Command command) {
        ConferenceNumber room = command.number();
        return switch (command.verb()) {
            case CLOSE ->
                meetings.close(room).thenApply(closed -> closed ? "Room " + room + " is closed." : nobody(room));
            case WHO -> meetings.who(room).thenApply(rows -> whoIsIn(room, rows));
            case LOCK -> lock(room, text.from(), true);
            case UNLOCK -> lock(room, text.from(), false);
            case EXTEND ->
                extend(room, text.from(), Integer.parseInt(command.arguments().get(0)));
            case INVITE ->
                invitations.invite(new Invitations.Wish(
                        room, new Person.Phone(text.from()), Optional.of(text.to()), List.of(String.join(" ", command.arguments()))));
            case HELP -> CompletableFuture.completedFuture(HELP.formatted(room));
        };
    }

    private static String nobody(ConferenceNumber room) {
        return "Room " + room + ": no meeting is on.";
    }

    private CompletionStage<String> lock(ConferenceNumber room, Msisdn by, boolean on) {
        String state = on ? "locked." : "unlocked.";
        return meetings.lock(room, by, on)
                .thenApply(
                        changed -> changed.map(done -> "Room " + room + (done ? " is now " : " was already ") + state)
                                .orElseGet(() -> nobody(room)));
    }

    private CompletionStage<String> extend(ConferenceNumber room, Msisdn by, int minutes) {
        return minutes > MAX_MINUTES
                ? CompletableFuture.completedFuture("Room " + room + ": EXTEND takes 1 to " + MAX_MINUTES + " minutes.")
                : meetings.extend(room, by, Duration.ofMinutes(minutes)).thenApply(Extension::sentence);
    }

    public static String whoIsIn(ConferenceNumber room, List<RosterRow> rows) {
        if (rows.isEmpty()) {
            return "Room " + room + ": nobody is in.";
        }
        return SingleSms.list(
                "Room " + room + ", " + rows.size() + " in: ",
                rows.stream().map(CommandHandler::described).toList(),
                ", ",
                more -> " and " + more + " more");
    }

    private static String described(RosterRow row) {
        String mark = row.role() == Role.MODERATOR ? " (moderator)" : "";
        return row.nick() + (row.lobby() ? " (waiting)" : mark);
    }
}
