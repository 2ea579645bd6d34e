package dev.convoke.cli;

import dev.convoke.operator.Change;
import dev.convoke.operator.PolicyChange;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a room behaves, as options named after the keys of {@code room.policy}; {@code default} goes back to the server's setting. */
final class PolicyOptions {

    private static final String DEFAULT = "default";

    @Option(
            names = "--lobby",
            paramLabel = "on|off",
            description = "Whether newcomers wait until a moderator admits them.")
    private Optional<String> lobby = Optional.empty();

    @Option(names = "--capacity", paramLabel = "N", description = "How many people the room holds, 2 to 100000.")
    private Optional<String> capacity = Optional.empty();

    @Option(names = "--moderator-seats", paramLabel = "N", description = "Seats kept for moderators, 0 to 100.")
    private Optional<String> moderatorSeats = Optional.empty();

    @Option(
            names = "--nick-reservation",
            paramLabel = "TIME",
            description = "How long a nick stays its number's, up to 24h.")
    private Optional<String> nickReservation = Optional.empty();

    @Option(
            names = "--port-proof",
            paramLabel = "on|off",
            description = "Whether who connects to a meeting's own port needs no code.")
    private Optional<String> portProof = Optional.empty();

    @Option(
            names = "--last-moderator",
            paramLabel = "keep|hold|end",
            description = "What happens when the last moderator goes.")
    private Optional<String> lastModerator = Optional.empty();

    @Option(names = "--grace", paramLabel = "TIME", description = "How long a moderator has to come back, up to 24h.")
    private Optional<String> grace = Optional.empty();

    @Option(names = "--numbers", paramLabel = "nobody|moderators|all", description = "Whom phone numbers are shown to.")
    private Optional<String> numbers = Optional.empty();

    @Option(names = "--private-texts", paramLabel = "all|moderators|off", description = "Who may send private texts.")
    private Optional<String> privateTexts = Optional.empty();

    @Option(names = "--invite", paramLabel = "moderators|all", description = "Who may text people an invitation.")
    private Optional<String> invite = Optional.empty();

    @Option(names = "--history", paramLabel = "N", description = "How many messages a newcomer is shown, 0 to 100.")
    private Optional<String> history = Optional.empty();

    @Option(
            names = "--notices-up-to",
            paramLabel = "N",
            description = "Up to how many people comings and goings are told, 0 to 100000.")
    private Optional<String> noticesUpTo = Optional.empty();

    @Option(names = "--burst", paramLabel = "N", description = "Messages one person may send at once; 0: no limit.")
    private Optional<String> burst = Optional.empty();

    @Option(names = "--refill", paramLabel = "TIME", description = "Until one more may follow, 1ms to 60s.")
    private Optional<String> refill = Optional.empty();

    @Option(
            names = "--slow",
            paramLabel = "TIME",
            description = "How long people wait between two messages, up to 1h; 0s: not at all.")
    private Optional<String> slow = Optional.empty();

    PolicyChange change() {
        return new PolicyChange(
                new PolicyChange.Access(
                        flag("--lobby", lobby),
                        count("--capacity", capacity),
                        count("--moderator-seats", moderatorSeats),
                        time("--nick-reservation", nickReservation),
                        flag("--port-proof", portProof)),
                new PolicyChange.LastModerator(
                        constant("--last-moderator", lastModerator, WithoutModerator.values()), time("--grace", grace)),
                new PolicyChange.Privacy(
                        constant("--numbers", numbers, Numbers.values()),
                        constant("--private-texts", privateTexts, PrivateTexts.values()),
                        constant("--invite", invite, Inviting.values())),
                new PolicyChange.Talk(
                        count("--history", history),
                        count("--notices-up-to", noticesUpTo),
                        count("--burst", burst),
                        time("--refill", refill),
                        time("--slow", slow)));
    }

    private static Change<Boolean> flag(String option, Optional<String> typed) {
        return change(typed, word -> "on".equals(Values.oneOf(option, word, "on", "off")));
    }

    private static Change<Integer> count(String option, Optional<String> typed) {
        return change(typed, word -> Values.count(option, word));
    }

    private static Change<Duration> time(String option, Optional<String> typed) {
        return change(typed, word -> Values.duration(option, word));
    }

    private static <E extends Enum<E>> Change<E> constant(String option, Optional<String> typed, E[] constants) {
        return change(typed, word -> Values.constant(option, word, constants));
    }

    private static <T> Change<T> change(Optional<String> typed, Function<String, T> reader) {
        return Values.change(DEFAULT, typed, reader);
    }
}
