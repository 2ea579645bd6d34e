package dev.convoke.wire;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Locale;

/** Writes the members of events of the room log; each kind is described in {@code schema/session.schema.json}. */
record JsonEventWriter(JsonLineWriter json) implements RoomEvent.Reader {

    private static final String KIND = "kind";
    private static final String FROM = "from";
    private static final String TEXT = "text";
    private static final String DETAIL = "detail";
    private static final String PRESENT = "present";

    /** The members of an event, its place in the order first. */
    void write(LogEntry entry) {
        json.plain("type", "event").member("seq", entry.seq()).member("at", entry.atMs());
        entry.event().read(this);
    }

    @Override
    public void speech(RoomEvent.Speech event) {
        said("say", event.from(), event.text());
    }

    @Override
    public void emote(RoomEvent.Emote event) {
        said("me", event.from(), event.text());
    }

    private void said(String kind, Nick from, String text) {
        json.plain(KIND, kind).member(FROM, from.text()).member(TEXT, text);
    }

    @Override
    public void data(RoomEvent.Data event) {
        json.plain(KIND, "data")
                .member(FROM, event.from().text())
                .plain("content-type", event.contentType())
                .plain("payload", event.base64());
    }

    @Override
    public void opened(RoomEvent.Opened event) {
        json.plain(KIND, "opened").member(FROM, event.by().text());
        names(event.present());
        json.member(PRESENT, event.present().size());
    }

    @Override
    public void joined(RoomEvent.Joined event) {
        json.plain(KIND, "joined");
        names(event.who());
        json.member(PRESENT, event.present());
    }

    @Override
    public void left(RoomEvent.Left event) {
        json.plain(KIND, "left");
        names(List.of(event.who()));
        json.member(PRESENT, event.present()).plain("why", label(event.why()));
        detail(event.detail());
    }

    @Override
    public void leftTogether(RoomEvent.LeftTogether event) {
        json.plain(KIND, "left");
        names(event.who());
        json.member(PRESENT, event.present());
    }

    private void names(List<Nick> names) {
        json.array(
                "who", () -> names.stream().limit(JsonFormat.MAX_NAMES).forEach(nick -> json.textElement(nick.text())));
        if (names.size() > JsonFormat.MAX_NAMES) {
            json.member("more", names.size() - JsonFormat.MAX_NAMES);
        }
    }

    @Override
    public void ruled(RoomEvent.Ruled event) {
        json.plain(KIND, "ruled").plain("ruling", event.ruling().label());
        event.by().ifPresent(by -> json.member(FROM, by.text()));
        event.whom().ifPresent(whom -> json.member("whom", whom.text()));
        detail(event.detail());
        if (event.number() != 0) {
            json.member(nameOfNumber(event.ruling()), event.number());
        }
        json.member(TEXT, event.sentence());
    }

    private static String nameOfNumber(Ruling ruling) {
        return switch (ruling) {
            case SLOW -> "slow-ms";
            case ENDING -> "grace-ms";
            case EXTENDED -> "ends";
            case PORT -> "port";
            default -> throw new IllegalArgumentException("no number belongs to " + ruling);
        };
    }

    @Override
    public void topic(RoomEvent.Topic event) {
        said("topic", event.by(), event.text());
    }

    @Override
    public void announcement(RoomEvent.Announcement event) {
        said("announcement", event.by(), event.text());
    }

    @Override
    public void renamed(RoomEvent.Renamed event) {
        json.plain(KIND, "renamed")
                .member(FROM, event.from().text())
                .member("to", event.to().text());
    }

    @Override
    public void endsIn(RoomEvent.EndsIn event) {
        json.plain(KIND, "ends-in").member("seconds", event.left().toSeconds());
    }

    @Override
    public void closed(RoomEvent.Closed event) {
        json.plain(KIND, "closed").plain("reason", event.reason().label());
        detail(event.detail());
    }

    @Override
    public void notice(RoomEvent.Notice event) {
        json.plain(KIND, "notice").member(TEXT, event.text());
    }

    private void detail(String detail) {
        if (!detail.isEmpty()) {
            json.member(DETAIL, detail);
        }
    }

    /** A constant as the protocol writes it. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
