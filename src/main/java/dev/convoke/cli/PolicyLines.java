package dev.convoke.cli;

import static dev.convoke.operator.PolicyDetails.Setting.BURST;
import static dev.convoke.operator.PolicyDetails.Setting.CAPACITY;
import static dev.convoke.operator.PolicyDetails.Setting.GRACE;
import static dev.convoke.operator.PolicyDetails.Setting.HISTORY;
import static dev.convoke.operator.PolicyDetails.Setting.INVITE;
import static dev.convoke.operator.PolicyDetails.Setting.LAST_MODERATOR;
import static dev.convoke.operator.PolicyDetails.Setting.LOBBY;
import static dev.convoke.operator.PolicyDetails.Setting.MODERATOR_SEATS;
import static dev.convoke.operator.PolicyDetails.Setting.NICK_RESERVATION;
import static dev.convoke.operator.PolicyDetails.Setting.NOTICES_UP_TO;
import static dev.convoke.operator.PolicyDetails.Setting.NUMBERS;
import static dev.convoke.operator.PolicyDetails.Setting.PORT_IS_PROOF;
import static dev.convoke.operator.PolicyDetails.Setting.PRIVATE_TEXTS;
import static dev.convoke.operator.PolicyDetails.Setting.REFILL;
import static dev.convoke.operator.PolicyDetails.Setting.SLOW;

import dev.convoke.operator.PolicyDetails;
import dev.convoke.operator.PolicyDetails.Setting;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.terms.Durations;
import java.util.List;
import java.util.Locale;

/** How a room behaves, as {@code room show} tells it: what holds, and whether the room or the server says so. */
final class PolicyLines {

    private PolicyLines() {}

    static List<String> of(PolicyDetails policy) {
        RoomPolicy holds = policy.holds();
        RoomPolicy.Access access = holds.access();
        RoomPolicy.Talk talk = holds.talk();
        return List.of(
                line(policy, LOBBY, "lobby", access.lobby() ? "on" : "off"),
                line(policy, CAPACITY, "capacity", policy.capacity()),
                line(policy, MODERATOR_SEATS, "moderator seats", access.moderatorSeats()),
                line(policy, NICK_RESERVATION, "nick kept for", Durations.text(access.nickReservation())),
                line(policy, PORT_IS_PROOF, "port is proof", access.portIsProof() ? "on" : "off"),
                line(
                        policy,
                        LAST_MODERATOR,
                        "last moderator",
                        word(holds.moderatorGone().then())),
                line(
                        policy,
                        GRACE,
                        "grace",
                        Durations.text(holds.moderatorGone().grace())),
                line(policy, NUMBERS, "numbers", word(holds.privacy().numbers())),
                line(
                        policy,
                        PRIVATE_TEXTS,
                        "private texts",
                        word(holds.privacy().privateTexts())),
                line(policy, INVITE, "invite", word(holds.privacy().invite())),
                line(policy, HISTORY, "history", talk.history()),
                line(policy, NOTICES_UP_TO, "notices up to", talk.noticesUpTo()),
                line(policy, BURST, "burst", talk.burst()),
                line(policy, REFILL, "refill", Durations.text(talk.refill())),
                line(policy, SLOW, "slow", Durations.text(talk.slow())));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String line(PolicyDetails policy, Setting setting, String label, Object holds) {
        String whose = policy.own().contains(setting) ? "" : "  (the server's setting)";
        return String.format(Locale.ROOT, "%-16s%s%s", label, holds, whose);
    }
}
