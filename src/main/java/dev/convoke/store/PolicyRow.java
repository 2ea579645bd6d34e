package dev.convoke.store;

import java.time.Duration;
import java.util.Optional;

/**
 * How one room behaves, as far as its row says so: what is empty is as the server's configuration says. The words are those
 * of the configuration's section {@code room.policy}; ranges are checked by whoever writes the row, and by the table.
 *
 * @param access who gets in
 * @param lastModerator what happens when the last moderator goes
 * @param privacy who learns what of whom
 * @param talk how much of what is said and announced
 */
public record PolicyRow(Access access, LastModerator lastModerator, Privacy privacy, Talk talk) {

    /**
     * Who gets in.
     *
     * @param lobby whether each newcomer waits for a moderator
     * @param capacity how many people the room holds
     * @param moderatorSeats how many of them are kept for moderators
     * @param nickReservation how long a nick stays its number's
     * @param portIsProof whether who connects to the port of a meeting needs no code
     */
    public record Access(
            Optional<Boolean> lobby,
            Optional<Integer> capacity,
            Optional<Integer> moderatorSeats,
            Optional<Duration> nickReservation,
            Optional<Boolean> portIsProof) {}

    /**
     * What happens when the last moderator goes.
     *
     * @param then {@code keep}, {@code hold} or {@code end}
     * @param grace how long a moderator has to come back
     */
    public record LastModerator(Optional<String> then, Optional<Duration> grace) {}

    /**
     * Who learns what of whom.
     *
     * @param numbers {@code nobody}, {@code moderators} or {@code all}
     * @param privateTexts {@code all}, {@code moderators} or {@code off}
     * @param invite {@code moderators} or {@code all}
     */
    public record Privacy(Optional<String> numbers, Optional<String> privateTexts, Optional<String> invite) {}

    /**
     * How much of what is said and announced.
     *
     * @param history how many of the last messages a newcomer gets
     * @param noticesUpTo up to how many people comings and goings are told
     * @param burst how many messages one person may send at once
     * @param refill until one more may be sent
     * @param slow how long everyone but moderators waits between two messages
     */
    public record Talk(
            Optional<Integer> history,
            Optional<Integer> noticesUpTo,
            Optional<Integer> burst,
            Optional<Duration> refill,
            Optional<Duration> slow) {}

    /** A row that says nothing. */
    public static PolicyRow unset() {
        return new PolicyRow(
                new Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new LastModerator(Optional.empty(), Optional.empty()),
                new Privacy(Optional.empty(), Optional.empty(), Optional.empty()),
                new Talk(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
