package dev.convoke.wire;

import static dev.convoke.wire.LineFormat.line;
import static dev.convoke.wire.LineFormat.notice;
import static dev.convoke.wire.LineFormat.people;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import dev.convoke.terms.WayIn;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what concerns one leg alone as lines. */
record LinePrivateWriter(ByteBuf out) implements PrivateEvent.Reader {

    @Override
    public void welcome(PrivateEvent.Welcome event) {
        String as = event.role() == Role.PARTICIPANT ? "" : " (" + roleName(event.role()) + ")";
        notice(
                out,
                "Welcome to " + event.room().title() + ". You are " + event.you() + as + "; " + people(event.present())
                        + " here. /help lists the commands.");
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
        LineEventWriter writer = new LineEventWriter(out);
        for (LogEntry entry : event.entries()) {
            out.writeByte('|').writeByte(' ');
            entry.event().read(writer);
        }
    }

    @Override
    public void privateText(PrivateEvent.PrivateText event) {
        if (event.own()) {
            notice(out, "(to " + event.to() + ") " + event.text());
            if (event.awaySinceMs() != 0) {
                notice(out, event.to() + " has lost the connection for now and did not get that.");
            }
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
        line(out, "|", people(event.total()));
    }

    @Override
    public void skipped(PrivateEvent.Skipped event) {
        notice(out, event.messages() + " messages skipped: your connection was too slow.");
    }

    @Override
    public void lobby(PrivateEvent.Lobby event) {
        // People are told in a sentence of its own, and not of each.
    }

    @Override
    public void hands(PrivateEvent.Hands event) {
        // People are told in a sentence of its own, and not of each.
    }

    @Override
    public void hand(PrivateEvent.Hand event) {
        if (!event.sentence().isEmpty()) {
            notice(out, event.sentence());
        }
    }

    @Override
    public void deliveries(PrivateEvent.Deliveries event) {
        notice(
                out,
                event.invitations().stream()
                        .map(LinePrivateWriter::phrase)
                        .collect(Collectors.joining("; ", "Invited: ", ".")));
    }

    private static String phrase(PrivateEvent.Delivered invitation) {
        String who = invitation.nick().map(Nick::text).orElseGet(invitation.number()::shortened);
        return who + (invitation.delivered() ? " has it" : " was not reached");
    }

    @Override
    public void admitted(PrivateEvent.Admitted event) {
        // For programs: a person has the code, and a secret has no place on a screen.
    }

    @Override
    public void look(PrivateEvent.Look event) {
        notice(
                out,
                event.title() + " (" + event.room() + "): "
                        + event.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "; "
                        + people(event.here().present()) + " here.");
    }

    @Override
    public void goodbye(PrivateEvent.Goodbye event) {
        notice(out, event.text());
    }

    private static String attributes(RosterRow row) {
        StringBuilder out = new StringBuilder();
        out.append(row.role() == Role.PARTICIPANT ? "" : ", " + roleName(row.role()));
        out.append(row.lobby() ? ", in the lobby" : "");
        out.append(row.held() ? ", on hold" : "");
        out.append(row.muted() ? ", muted" : "");
        out.append(row.hand() > 0 ? ", hand up (" + row.hand() + ")" : "");
        row.number().ifPresent(number -> out.append(", ").append(number.e164()));
        row.by().ifPresent(by -> out.append(", ").append(phrase(by)));
        return out.toString();
    }

    private static String phrase(WayIn by) {
        return switch (by) {
            case DIALLED -> "dialled";
            case CALLED -> "called in";
            case BROWSER -> "in a browser";
            case RELAY -> "dialled through a relay";
        };
    }

    private static String roleName(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
