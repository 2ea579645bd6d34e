package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.CommandHandler;
import dev.convoke.inbound.Reception;
import dev.convoke.invitation.InvitationText;
import dev.convoke.room.event.RosterRow;
import dev.convoke.store.BookingRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told in one SMS fits one, whatever it is about. */
class SingleSmsTest {

    private static final int ROSTERS = 2_000;
    private static final ConferenceNumber ROOM = new ConferenceNumber("123456789012");
    private static final Pattern REST = Pattern.compile("(.*?)(?: and ([0-9]+) more)?", Pattern.DOTALL);
    private static final String LETTERS = "abcXYZ.-'_ éÄ€";
    private static final String FOREIGN = "張偉АннаδαάءسЖ𝔸";

    private static void assertOneSms(String text, String about) {
        if (Gsm7.holds(text)) {
            assertThat(Gsm7.encode(text).length).as(about + ": " + text).isLessThanOrEqualTo(160);
        } else {
            assertThat(text.length()).as(about + ": " + text).isLessThanOrEqualTo(70);
        }
    }

    private static RosterRow person(Random random) {
        String letters = random.nextInt(8) == 0 ? LETTERS + FOREIGN : LETTERS;
        int[] pool = letters.codePoints().toArray();
        StringBuilder name = new StringBuilder("n");
        for (int i = random.nextInt(24); i > 0; i--) {
            name.appendCodePoint(pool[random.nextInt(pool.length)]);
        }
        return new RosterRow(
                Nick.parse(name.toString()).orElseThrow(),
                random.nextInt(4) == 0 ? Role.MODERATOR : Role.PARTICIPANT,
                random.nextInt(4) == 0,
                0);
    }

    private static String described(RosterRow row) {
        String mark = row.role() == Role.MODERATOR ? " (moderator)" : "";
        return row.nick().text() + (row.lobby() ? " (waiting)" : mark);
    }

    @Test
    void aRosterIsCutBetweenTwoNamesAndTheRestCounted() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + ROSTERS; seed++) {
            Random random = new Random(seed);
            List<RosterRow> rows = new ArrayList<>();
            for (int i = 1 + random.nextInt(random.nextBoolean() ? 5 : 400); i > 0; i--) {
                rows.add(person(random));
            }

            String text = CommandHandler.whoIsIn(ROOM, rows);

            assertOneSms(text, "seed " + seed);
            String head = "Room 123456789012, " + rows.size() + " in: ";
            assertThat(text).as("seed " + seed).startsWith(head);
            Matcher parts = REST.matcher(text.substring(head.length()));
            assertThat(parts.matches()).isTrue();
            int left =
                    Optional.ofNullable(parts.group(2)).map(Integer::parseInt).orElse(0);
            String named = rows.subList(0, rows.size() - left).stream()
                    .map(SingleSmsTest::described)
                    .collect(Collectors.joining(", "));
            assertThat(parts.group(1)).as("seed " + seed).isEqualTo(named);
        }
    }

    @Test
    void asManyAreNamedAsFit() {
        RosterRow bob = new RosterRow(new Nick("Bob"), Role.PARTICIPANT, false, 0);
        List<RosterRow> rows = java.util.Collections.nCopies(28, bob);

        assertThat(CommandHandler.whoIsIn(new ConferenceNumber("840"), rows)).doesNotContain("more");
        assertThat(CommandHandler.whoIsIn(ROOM, rows)).endsWith("Bob, Bob and 3 more");
    }

    @Test
    void anInvitationFitsOneSmsWhateverTheNameIfTheAlphabetHoldsIt() {
        Instant now = Instant.parse("2026-12-01T12:00:00Z");
        BookingRow booking = new BookingRow(
                1,
                ROOM,
                LocalDateTime.parse("2026-12-23T12:30"),
                ZoneId.of("America/Argentina/ComodRivadavia"),
                Duration.ofHours(1));
        try (Reception reception = new Reception()) {
            for (String name : List.of("", "Budget", "x".repeat(60), "{€}".repeat(20))) {
                for (Optional<String> pin : List.of(Optional.<String>empty(), Optional.of("778812"))) {
                    RoomRow row = reception.row(ROOM, "492150", pin).withName(name);

                    for (Optional<Nick> host : List.of(Optional.<Nick>empty(), Optional.of(new Nick("Bartholomew")))) {
                        String text = InvitationText.of(
                                row, host, Optional.of(booking), now, new ServiceNumber("+441632960961234"));

                        assertOneSms(text, name);
                        assertThat(text).contains("123456789012", "+441632960961234", "Rivadavia)", "STOP");
                    }
                }
            }
        }
    }
}
