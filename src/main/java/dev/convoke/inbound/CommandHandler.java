package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.Admission.InvitingRight;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInText.Command;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.invitation.Invitations;
import dev.convoke.invitation.Invitations.Wish;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Inviter.Host;
import dev.convoke.sms.SingleSms;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a moderator can do by text with number and PIN, and a participant who invites where the policy says so. Each command is answered
 * in one SMS.
 */
public final class CommandHandler {

    private static final String COMMAND = "command";
    private static final long MAX_MINUTES = ModeratorCommand.Extend.LONGEST.toMinutes();
    static final String HELP = "Room %s: text OPEN, IP:port, number and PIN to enter; or CLOSE, WHO, LOCK, UNLOCK,"
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
        if (command.verb() == Verb.INVITE) {
            invite(text, command, muted);
            return;
        }
        Optional<Refused> refused = admission.refuseCommand(
                text.from(), command.number(), command.pin().orElseThrow());
        if (refused.isPresent()) {
            text.conclude(refused.get(), muted);
            return;
        }
        text.afterwards(
                execute(text.dialIn(), command),
                muted,
                sentence -> text.finish(muted ? Optional.empty() : Optional.of(sentence), COMMAND));
    }

    /** People are invited into a room in which nobody may be yet, and by the service number that was texted. */
    private void invite(MoTask text, Command command, boolean muted) {
        InvitingRight right = admission.mayInvite(text.from(), command.number(), command.pin());
        if (right.refused().isPresent()) {
            text.conclude(right.refused().get(), muted);
            return;
        }
        Person who = new Person.Phone(text.from());
        Host host =
                right.role().filter(Role.MODERATOR::equals).isPresent() ? Host.moderator(who) : Host.participant(who);
        Wish wish = new Wish(
                command.number(),
                host,
                Optional.of(text.dialIn().to()),
                List.of(String.join(" ", command.arguments())));
        text.afterwards(
                invitations.invite(wish),
                muted,
                sentence -> text.finish(muted ? Optional.empty() : Optional.of(sentence), COMMAND));
    }

    /** Completes with the sentence for the moderator, on any thread. */
    private CompletionStage<String> execute(DialIn text, Command command) {
        ConferenceNumber room = command.number();
        return asked(command)
                .map(asked -> meetings.execute(room, new Actor.ByText(text.from()), asked)
                        .thenApply(result -> worded(room, asked, result)))
                .orElseGet(() -> CompletableFuture.completedFuture(unasked(room, command.verb())));
    }

    /** What the text asks of the room; empty if that is nothing, or more time than anyone gets. */
    static Optional<RoomCommand> asked(Command command) {
        return switch (command.verb()) {
            case CLOSE -> Optional.of(new ModeratorCommand.Close(""));
            case WHO -> Optional.of(new RoomCommand.Who());
            case LOCK -> Optional.of(new ModeratorCommand.Lock());
            case UNLOCK -> Optional.of(new ModeratorCommand.Unlock());
            case EXTEND ->
                Optional.of(Integer.parseInt(command.arguments().get(0)))
                        .filter(minutes -> minutes <= MAX_MINUTES)
                        .map(minutes -> new ModeratorCommand.Extend(Duration.ofMinutes(minutes)));
            case INVITE, HELP -> Optional.empty();
        };
    }

    private static String unasked(ConferenceNumber room, Verb verb) {
        return verb == Verb.HELP
                ? HELP.formatted(room)
                : "Room " + room + ": EXTEND takes 1 to " + MAX_MINUTES + " minutes.";
    }

    /** What came of it, in the words of an SMS. */
    private static String worded(ConferenceNumber room, RoomCommand asked, Result result) {
        if (asked instanceof RoomCommand.Who) {
            return whoIsIn(room, result instanceof Result.Roster roster ? roster.rows() : List.of());
        }
        if (result instanceof Result.NobodyHere) {
            return "Room " + room + ": no meeting is on.";
        }
        if (result instanceof Result.Told told) {
            return told.sentence();
        }
        boolean isUnchanged = result instanceof Result.Refused refused && refused.reason() == CommandRefusal.UNCHANGED;
        if (result instanceof Result.Refused refused && !isUnchanged) {
            return refused.reason().with(refused.detail()).text();
        }
        if (asked instanceof ModeratorCommand.Close) {
            return "Room " + room + " is closed.";
        }
        String state = asked instanceof ModeratorCommand.Lock ? "locked." : "unlocked.";
        return "Room " + room + (isUnchanged ? " was already " : " is now ") + state;
    }

    /** The list of those in a room, as many as one SMS has room for. */
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
