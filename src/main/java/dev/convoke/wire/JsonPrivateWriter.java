package dev.convoke.wire;

import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.event.Rules;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the members of what concerns one leg alone; each type is described in {@code schema/session.schema.json}. */
public record JsonPrivateWriter(JsonLineWriter json) implements PrivateEvent.Reader {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String NICK = "nick";
    private static final String HAND = "hand";
    private static final String AT = "at";

    @Override
    public void welcome(PrivateEvent.Welcome event) {
        json.plain(TYPE, "welcome")
                .plain("meeting", event.position().meeting())
                .member("seq", event.position().seq());
        room(event.room());
        json.member(NICK, event.you().text())
                .plain("role", JsonEventWriter.label(event.role()))
                .member("present", event.present())
                .member("topic", event.topic())
                .member("transcript", event.room().transcript())
                .member("resumed", event.resumed());
        now(event.now());
    }

    private void now(PrivateEvent.Now now) {
        json.member(AT, now.atMs());
        booked(now.booked());
        Rules rules = now.rules();
        json.member("locked", rules.locked())
                .member("lobby", rules.lobby())
                .member("all-muted", rules.allMuted())
                .member("slow-ms", rules.slow().toMillis())
                .plain("private-texts", JsonEventWriter.label(rules.privateTexts()))
                .plain("invite", JsonEventWriter.label(rules.invite()))
                .object("you")
                .member("muted", now.muted())
                .member("held", now.held())
                .member(HAND, now.hand())
                .close();
    }

    private void booked(Optional<BookedEnd> booked) {
        booked.ifPresent(end ->
                json.member("ends", end.endsMs()).member("zone", end.zone().getId()));
    }

    private void nicks(String name, List<Nick> nicks) {
        json.array(
                name, () -> nicks.stream().limit(JsonFormat.MAX_NAMES).forEach(nick -> json.textElement(nick.text())));
        if (nicks.size() > JsonFormat.MAX_NAMES) {
            json.member("more", nicks.size() - JsonFormat.MAX_NAMES);
        }
    }

    private void room(RoomProfile room) {
        json.plain("room", room.number().digits()).member("title", room.title());
    }

    @Override
    public void waiting(PrivateEvent.Waiting event) {
        json.plain(TYPE, "waiting");
        room(event.room());
        json.member(NICK, event.you().text()).member("open", event.open());
        booked(event.booked());
        if (!event.moderators().isEmpty()) {
            nicks("moderators", event.moderators());
        }
    }

    @Override
    public void past(PrivateEvent.Past event) {
        json.plain(TYPE, "history").array("events", () -> event.entries().forEach(this::pastEvent));
    }

    private void pastEvent(LogEntry entry) {
        json.element().open();
        new JsonEventWriter(json).write(entry);
        json.close();
    }

    @Override
    public void privateText(PrivateEvent.PrivateText event) {
        json.plain(TYPE, "private")
                .member("from", event.from().text())
                .member("to", event.to().text())
                .member(TEXT, event.text())
                .member("own", event.own())
                .member(AT, event.atMs())
                .member("after", event.after());
        since("away", event.awaySinceMs());
    }

    private void since(String name, long ms) {
        if (ms != 0) {
            json.member(name, ms);
        }
    }

    @Override
    public void privateNotice(PrivateEvent.PrivateNotice event) {
        json.plain(TYPE, "notice").member(TEXT, event.text());
    }

    @Override
    public void rejected(PrivateEvent.Rejected event) {
        json.plain(TYPE, "error").member("code", event.code()).member(TEXT, event.text());
        since("wait-ms", event.waitMs());
        since("starts", event.startsMs());
        since("doors", event.doorsMs());
    }

    @Override
    public void prompt(PrivateEvent.Prompt event) {
        json.plain(TYPE, "prompt")
                .plain("ask", JsonEventWriter.label(event.what()))
                .member(TEXT, event.question());
    }

    @Override
    public void listing(PrivateEvent.Listing event) {
        json.plain(TYPE, "listing").array("rows", () -> event.rows().forEach(json::textElement));
        event.values().ifPresent(this::values);
    }

    private void values(PrivateEvent.Values values) {
        if (values instanceof PrivateEvent.Values.Bans known) {
            json.array("bans", () -> known.bans().forEach(this::banned));
        } else if (values instanceof PrivateEvent.Values.Commands known) {
            json.array("commands", () -> known.commands().forEach(this::usage));
        } else if (values instanceof PrivateEvent.Values.Port known) {
            json.member("host", known.host()).member("port", known.port()).member("session", known.session());
        }
    }

    private void banned(PrivateEvent.Banned ban) {
        json.element().open();
        unlessEmpty(NICK, ban.nick());
        unlessEmpty("number", ban.number());
        since("until", ban.untilMs());
        unlessEmpty("reason", ban.reason());
        unlessEmpty("by", ban.by());
        json.close();
    }

    private void usage(PrivateEvent.Usage command) {
        json.element()
                .open()
                .member("name", command.name())
                .member("usage", command.usage())
                .member("help", command.help())
                .close();
    }

    @Override
    public void who(PrivateEvent.Who event) {
        json.plain(TYPE, "who")
                .array("people", () -> event.rows().forEach(this::person))
                .member("from", event.from())
                .member("total", event.total());
    }

    private void person(RosterRow row) {
        json.element()
                .open()
                .member(NICK, row.nick().text())
                .plain("role", JsonEventWriter.label(row.role()))
                .member("since", row.sinceMs())
                .member("lobby", row.lobby())
                .member("held", row.held())
                .member("muted", row.muted());
        if (row.hand() > 0) {
            json.member(HAND, row.hand());
        }
        since("away", row.awaySinceMs());
        number(row.number());
        row.by().ifPresent(by -> json.plain("by", JsonEventWriter.label(by)));
        json.close();
    }

    private void number(Optional<Msisdn> number) {
        number.ifPresent(known -> json.plain("number", known.e164()));
    }

    @Override
    public void lobby(PrivateEvent.Lobby event) {
        each(event.people(), this::waiter);
    }

    /** An object of its own for each. */
    private <T> void each(List<T> all, Consumer<T> writer) {
        int written = 0;
        for (T one : all) {
            if (written++ > 0) {
                json.endLine();
                json.open();
            }
            writer.accept(one);
        }
    }

    @Override
    public void deliveries(PrivateEvent.Deliveries event) {
        each(event.invitations(), this::delivery);
    }

    private void delivery(PrivateEvent.Delivered invitation) {
        json.plain(TYPE, "delivery");
        invitation.nick().ifPresent(nick -> json.member(NICK, nick.text()));
        json.plain("number", invitation.number().masked())
                .plain("state", invitation.delivered() ? "delivered" : "failed");
    }

    private void waiter(PrivateEvent.Waiter waiter) {
        json.plain(TYPE, "lobby").member(NICK, waiter.nick().text());
        number(waiter.number());
        json.member("since", waiter.sinceMs());
        if (waiter.gone()) {
            json.member("gone", true);
        }
    }

    @Override
    public void hands(PrivateEvent.Hands event) {
        json.plain(TYPE, "hands");
        nicks("queue", event.queue());
    }

    @Override
    public void hand(PrivateEvent.Hand event) {
        json.plain(TYPE, HAND).member("place", event.place());
        unlessEmpty(TEXT, event.sentence());
    }

    @Override
    public void skipped(PrivateEvent.Skipped event) {
        json.plain(TYPE, "gap").member("missing", event.messages());
    }

    @Override
    public void admitted(PrivateEvent.Admitted event) {
        json.plain(TYPE, "admitted").member("resume", event.resume());
    }

    @Override
    public void look(PrivateEvent.Look event) {
        json.plain(TYPE, "look")
                .plain("state", JsonEventWriter.label(event.state()))
                .plain("room", event.room().digits())
                .member("title", event.title())
                .member("transcript", event.transcript());
        when(event.when());
        event.here().by().ifPresent(by -> json.member("by", by));
        json.member("present", event.here().present());
        if (!event.here().names().isEmpty()) {
            json.array("names", () -> event.here().names().forEach(nick -> json.textElement(nick.text())));
        }
        event.you().number().ifPresent(masked -> json.member("number", masked));
        event.you().nick().ifPresent(nick -> json.member(NICK, nick.text()));
        json.plain("role", JsonEventWriter.label(event.you().role()));
        event.service().ifPresent(service -> json.plain("service-number", service.value()));
    }

    private void when(PrivateEvent.Look.When when) {
        when.starts().ifPresent(at -> json.member("starts", at.toEpochMilli()));
        when.ends().ifPresent(at -> json.member("ends", at.toEpochMilli()));
        when.doors().ifPresent(at -> json.member("doors", at.toEpochMilli()));
        when.zone().ifPresent(zone -> json.member("zone", zone.getId()));
    }

    @Override
    public void goodbye(PrivateEvent.Goodbye event) {
        json.plain(TYPE, "goodbye").plain("code", event.code().label()).member(TEXT, event.text());
        unlessEmpty("by", event.by());
        unlessEmpty("reason", event.reason());
    }

    private void unlessEmpty(String name, String text) {
        if (!text.isEmpty()) {
            json.member(name, text);
        }
    }
}
