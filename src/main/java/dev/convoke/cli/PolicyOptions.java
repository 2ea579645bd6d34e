package dev.convoke.cli;

import dev.convoke.admission.RoomProfiles;
import dev.convoke.cli.base.Complaint;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.store.PolicyRow;
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

    /** The policy with what was typed; complains about what no room may have. */
    PolicyRow applyTo(PolicyRow before, RoomProfiles profiles) {
        PolicyRow changed = changed(before);
        try {
            RoomPolicy holds = profiles.policyOf(changed);
            int seats = holds.doors().moderatorSeats();
            if (changed.doors()
                    .moderatorSeats()
                    .filter(wanted -> wanted > seats)
                    .isPresent()) {
                throw Complaint.aboutTyping("--moderator-seats: "
                        + changed.doors().moderatorSeats().get() + " (expected: less than the capacity, "
                        + holds.doors().capacity() + ")");
            }
            return changed;
        } catch (IllegalArgumentException outOfRange) {
            throw Complaint.aboutTyping("--" + outOfRange.getMessage());
        }
    }

    private PolicyRow changed(PolicyRow before) {
        return new PolicyRow(
                new PolicyRow.Doors(
                        pick(lobby, before.doors().lobby(), word -> "on".equals(oneOf("--lobby", word, "on", "off"))),
                        count("--capacity", capacity, before.doors().capacity()),
                        count(
                                "--moderator-seats",
                                moderatorSeats,
                                before.doors().moderatorSeats()),
                        time(
                                "--nick-reservation",
                                nickReservation,
                                before.doors().nickReservation())),
                new PolicyRow.LastModerator(
                        pick(
                                lastModerator,
                                before.lastModerator().then(),
                                word -> oneOf("--last-moderator", word, "keep", "hold", "end")),
                        time("--grace", grace, before.lastModerator().grace())),
                new PolicyRow.Privacy(
                        pick(
                                numbers,
                                before.privacy().numbers(),
                                word -> oneOf("--numbers", word, "nobody", "moderators", "all")),
                        pick(
                                privateTexts,
                                before.privacy().privateTexts(),
                                word -> oneOf("--private-texts", word, "all", "moderators", "off"))),
                new PolicyRow.Talk(
                        count("--history", history, before.talk().history()),
                        count("--notices-up-to", noticesUpTo, before.talk().noticesUpTo()),
                        count("--burst", burst, before.talk().burst()),
                        time("--refill", refill, before.talk().refill()),
                        time("--slow", slow, before.talk().slow())));
    }

    private static Optional<Integer> count(String option, Optional<String> typed, Optional<Integer> before) {
        return pick(typed, before, word -> Values.count(option, word));
    }

    private static Optional<Duration> time(String option, Optional<String> typed, Optional<Duration> before) {
        return pick(typed, before, word -> Values.duration(option, word));
    }

    private static String oneOf(String option, String typed, String... words) {
        return Values.oneOf(option, typed, words);
    }

    private static <T> Optional<T> pick(Optional<String> typed, Optional<T> before, Function<String, T> reader) {
        return typed.isEmpty()
                ? before
                : typed.filter(word -> !word.equalsIgnoreCase(DEFAULT)).map(reader);
    }
}
