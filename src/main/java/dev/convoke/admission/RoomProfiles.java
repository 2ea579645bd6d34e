package dev.convoke.admission;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import java.time.Duration;
import java.util.Locale;

/**
 * What the engine needs to know of a room: its row where it says something, the server's setting elsewhere. Any thread.
 *
 * @param emptyTimeout of rooms whose row has none
 * @param policy of rooms whose row has none
 */
public record RoomProfiles(Duration emptyTimeout, RoomPolicy policy) {

    /** The profile of a room. */
    public RoomProfile of(RoomRow row) {
        return new RoomProfile(
                row.number(),
                row.name(),
                row.transcript(),
                row.emptyTimeout().orElse(emptyTimeout),
                policyOf(row.policy()));
    }

    /**
     * The policy that holds for a room. More seats for moderators than it has, which another setting of the server can lead
     * to, become all but one.
     *
     * @throws IllegalArgumentException naming key and range, if the row has a value that no room may have
     */
    public RoomPolicy policyOf(PolicyRow row) {
        return new RoomPolicy(access(row.access()), moderatorGone(row), privacy(row), talk(row.talk()));
    }

    private RoomPolicy.Access access(PolicyRow.Access row) {
        RoomPolicy.Access usual = policy.access();
        int capacity = row.capacity().orElse(usual.capacity());
        return new RoomPolicy.Access(
                row.lobby().orElse(usual.lobby()),
                capacity,
                Math.min(row.moderatorSeats().orElse(usual.moderatorSeats()), Math.max(0, capacity - 1)),
                row.nickReservation().orElse(usual.nickReservation()),
                row.portIsProof().orElse(usual.portIsProof()));
    }

    private RoomPolicy.ModeratorGone moderatorGone(PolicyRow row) {
        RoomPolicy.ModeratorGone usual = policy.moderatorGone();
        return new RoomPolicy.ModeratorGone(
                row.lastModerator()
                        .then()
                        .map(word -> constant(WithoutModerator.class, word))
                        .orElse(usual.then()),
                row.lastModerator().grace().orElse(usual.grace()));
    }

    private RoomPolicy.Privacy privacy(PolicyRow row) {
        RoomPolicy.Privacy usual = policy.privacy();
        return new RoomPolicy.Privacy(
                row.privacy()
                        .numbers()
                        .map(word -> constant(Numbers.class, word))
                        .orElse(usual.numbers()),
                row.privacy()
                        .privateTexts()
                        .map(word -> constant(PrivateTexts.class, word))
                        .orElse(usual.privateTexts()),
                row.privacy()
                        .invite()
                        .map(word -> constant(Inviting.class, word))
                        .orElse(usual.invite()));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private RoomPolicy.Talk talk(PolicyRow.Talk row) {
        RoomPolicy.Talk usual = policy.talk();
        return new RoomPolicy.Talk(
                row.history().orElse(usual.history()),
                row.noticesUpTo().orElse(usual.noticesUpTo()),
                row.burst().orElse(usual.burst()),
                row.refill().orElse(usual.refill()),
                row.slow().orElse(usual.slow()));
    }
}
