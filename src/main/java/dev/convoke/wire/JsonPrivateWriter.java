package dev.convoke.wire;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.policy.RoomProfile;

/** Writes the members of what concerns one leg alone; each type is described in {@code schema/session.schema.json}. */
public record JsonPrivateWriter(JsonLineWriter json) implements PrivateEvent.Reader {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String NICK = "nick";

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
    }

    private void room(RoomProfile room) {
        json.plain("room", room.number().digits()).member("title", room.title());
    }

    @Override
    public void waiting(PrivateEvent.Waiting event) {
        json.plain(TYPE, "waiting");
        room(event.room());
        json.member(NICK, event.you().text()).member("open", event.open());
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
                .member("own", event.own());
    }

    @Override
    public void privateNotice(PrivateEvent.PrivateNotice event) {
        json.plain(TYPE, "notice").member(TEXT, event.text());
    }

    @Override
    public void rejected(PrivateEvent.Rejected event) {
        json.plain(TYPE, "error").member("code", event.code()).member(TEXT, event.text());
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
    }

    @Override
    public void who(PrivateEvent.Who event) {
        json.plain(TYPE, "who").array("people", () -> event.rows().forEach(this::person));
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
            json.member("hand", row.hand());
        }
        row.number().ifPresent(number -> json.plain("number", number.e164()));
        row.by().ifPresent(by -> json.plain("by", JsonEventWriter.label(by)));
        json.close();
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
        json.plain(TYPE, "goodbye").member(TEXT, event.reason());
    }
}
