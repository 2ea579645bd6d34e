package dev.convoke.operator;

import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.store.PolicyRow;
import java.time.Duration;
import java.util.Locale;

/**
 * What becomes of a room's policy; what is cleared is as the server's setting says. The ranges are those of
 * {@link dev.convoke.room.policy.RoomPolicy}.
 *
 * @param access who gets in
 * @param lastModerator what happens when the last moderator goes
 * @param privacy who learns what of whom
 * @param talk how much of what is said and announced
 */
public record PolicyChange(Access access, LastModerator lastModerator, Privacy privacy, Talk talk) {

    /**
     * Who gets in.
     *
     * @param lobby whether each newcomer waits for a moderator
     * @param capacity how many people the room holds
     * @param moderatorSeats how many of them are kept for moderators; fewer than the capacity
     * @param nickReservation how long a nick stays its number's
     * @param portIsProof whether who connects to the port of a meeting needs no code
     */
    public record Access(
            Change<Boolean> lobby,
            Change<Integer> capacity,
            Change<Integer> moderatorSeats,
            Change<Duration> nickReservation,
            Change<Boolean> portIsProof) {

        /** Nothing changes. */
        public static Access none() {
            return new Access(Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep());
        }

        private PolicyRow.Access applyTo(PolicyRow.Access before) {
            return new PolicyRow.Access(
                    lobby.applyTo(before.lobby()),
                    capacity.applyTo(before.capacity()),
                    moderatorSeats.applyTo(before.moderatorSeats()),
                    nickReservation.applyTo(before.nickReservation()),
                    portIsProof.applyTo(before.portIsProof()));
        }
    }

    /**
     * What happens when the last moderator goes.
     *
     * @param then what the room does
     * @param grace how long a moderator has to come back
     */
    public record LastModerator(Change<WithoutModerator> then, Change<Duration> grace) {

        /** Nothing changes. */
        public static LastModerator none() {
            return new LastModerator(Change.keep(), Change.keep());
        }

        private PolicyRow.LastModerator applyTo(PolicyRow.LastModerator before) {
            return new PolicyRow.LastModerator(word(then).applyTo(before.then()), grace.applyTo(before.grace()));
        }
    }

    /**
     * Who learns what of whom.
     *
     * @param numbers whom phone numbers are shown to
     * @param privateTexts who may send private texts
     * @param invite who may invite
     */
    public record Privacy(Change<Numbers> numbers, Change<PrivateTexts> privateTexts, Change<Inviting> invite) {

        /** Nothing changes. */
        public static Privacy none() {
            return new Privacy(Change.keep(), Change.keep(), Change.keep());
        }

        private PolicyRow.Privacy applyTo(PolicyRow.Privacy before) {
            return new PolicyRow.Privacy(
                    word(numbers).applyTo(before.numbers()),
                    word(privateTexts).applyTo(before.privateTexts()),
                    word(invite).applyTo(before.invite()));
        }
    }

    /**
     * How much of what is said and announced.
     *
     * @param history how many of the last messages a newcomer gets
     * @param noticesUpTo up to how many people comings and goings are told
     * @param burst how many messages one person may send at once; 0 for no limit
     * @param refill until one more may be sent
     * @param slow how long everyone but moderators waits between two messages
     */
    public record Talk(
            Change<Integer> history,
            Change<Integer> noticesUpTo,
            Change<Integer> burst,
            Change<Duration> refill,
            Change<Duration> slow) {

        /** Nothing changes. */
        public static Talk none() {
            return new Talk(Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep());
        }

        private PolicyRow.Talk applyTo(PolicyRow.Talk before) {
            return new PolicyRow.Talk(
                    history.applyTo(before.history()),
                    noticesUpTo.applyTo(before.noticesUpTo()),
                    burst.applyTo(before.burst()),
                    refill.applyTo(before.refill()),
                    slow.applyTo(before.slow()));
        }
    }

    /** Nothing changes. */
    public static PolicyChange none() {
        return new PolicyChange(Access.none(), LastModerator.none(), Privacy.none(), Talk.none());
    }

    /** The same with another access. */
    public PolicyChange with(Access other) {
        return new PolicyChange(other, lastModerator, privacy, talk);
    }

    /** The same with other talk. */
    public PolicyChange with(Talk other) {
        return new PolicyChange(access, lastModerator, privacy, other);
    }

    PolicyRow applyTo(PolicyRow before) {
        return new PolicyRow(
                access.applyTo(before.access()),
                lastModerator.applyTo(before.lastModerator()),
                privacy.applyTo(before.privacy()),
                talk.applyTo(before.talk()));
    }

    /** The table keeps the words of the configuration. */
    private static <E extends Enum<E>> Change<String> word(Change<E> change) {
        if (change instanceof Change.To<E> to) {
            return Change.to(to.value().name().toLowerCase(Locale.ROOT));
        }
        return change instanceof Change.Keep<E> ? Change.keep() : Change.clear();
    }
}
