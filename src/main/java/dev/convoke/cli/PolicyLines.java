package dev.convoke.cli;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.server.Settings;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a room behaves, as {@code room show} tells it: what holds, and whether the room or the server says so. */
final class PolicyLines {

    private PolicyLines() {}

    static List<String> of(RoomRow room, Settings settings) {
        PolicyRow own = room.policy();
        RoomPolicy holds = settings.profiles().policyOf(own);
        RoomPolicy.Doors doors = holds.doors();
        RoomPolicy.Talk talk = holds.talk();
        int capacity = Math.min(doors.capacity(), settings.room().seats());
        return List.of(
                line("lobby", own.doors().lobby(), doors.lobby() ? "on" : "off"),
                line("capacity", own.doors().capacity(), capacity),
                line("moderator seats", own.doors().moderatorSeats(), doors.moderatorSeats()),
                line("nick kept for", own.doors().nickReservation(), Durations.text(doors.nickReservation())),
                line(
                        "last moderator",
                        own.lastModerator().then(),
                        word(holds.moderatorGone().then())),
                line(
                        "grace",
                        own.lastModerator().grace(),
                        Durations.text(holds.moderatorGone().grace())),
                line("numbers", own.privacy().numbers(), word(holds.privacy().numbers())),
                line(
                        "private texts",
                        own.privacy().privateTexts(),
                        word(holds.privacy().privateTexts())),
                line("history", own.talk().history(), talk.history()),
                line("notices up to", own.talk().noticesUpTo(), talk.noticesUpTo()),
                line("burst", own.talk().burst(), talk.burst()),
                line("refill", own.talk().refill(), Durations.text(talk.refill())),
                line("slow", own.talk().slow(), Durations.text(talk.slow())));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String line(String label, Optional<?> own, Object holds) {
        return String.format(Locale.ROOT, "%-16s%s%s", label, holds, own.isPresent() ? "" : "  (the server's setting)");
    }
}
