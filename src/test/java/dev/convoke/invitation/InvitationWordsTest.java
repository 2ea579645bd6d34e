package dev.convoke.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.Reception;
import dev.convoke.invitation.Codes.Issued;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BookingRow;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an invitation says of whoever invites, and that it is one SMS whatever they are called. */
class InvitationWordsTest {

    private static final EntrancePoints PAGE =
            new EntrancePoints(Optional.of(URI.create("https://talk.example.net")), Optional.empty());
    private static final BookingRow BOOKING = new BookingRow(
            1,
            Reception.ROOM,
            LocalDateTime.parse("2026-12-01T14:00"),
            ZoneId.of("Europe/London"),
            Duration.ofHours(1));

    private static String text(String name, String host, Optional<BookingRow> booking) {
        Issued issued = new Issued(InvitationCode.of(-1), booking, Reception.NOON);
        return CodeText.invitation(name, Nick.parse(host), issued, PAGE, Reception.NOON)
                .orElseThrow();
    }

    @Test
    void saysWhoInvitesAndHowToGetHelpWhereThatFits() {
        assertThat(text("Budget", "Ann", Optional.empty()))
                .isEqualTo("Meeting \"Budget\", now, invited by \"Ann\". Join: https://talk.example.net/#ZZZZZZZZZZZZ"
                        + " HELP: how it works. STOP: no more texts.");
        assertThat(text("Budget and plans", "Ann", Optional.of(BOOKING)))
                .isEqualTo("Meeting \"Budget and plans\", Tue 1 Dec 2026 14:00 (Europe/London), invited by \"Ann\"."
                        + " Join: https://talk.example.net/#ZZZZZZZZZZZZ STOP: no more texts.");
        assertThat(text("x".repeat(60), "Ann", Optional.of(BOOKING)))
                .hasSize(160)
                .startsWith("Meeting \"xxxxxxxxxx")
                .endsWith(", invited by \"Ann\". Join: https://talk.example.net/#ZZZZZZZZZZZZ STOP: no more texts.");
    }

    @Test
    void whoInvitesFromElsewhereIsNotNamed() {
        assertThat(text("Budget", "", Optional.empty())).startsWith("Meeting \"Budget\", now. Join: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evil.example | , invited by \"evil example\"",
                "call 09001234567 | ''",
                "Ann 007 | , invited by \"Ann 007\"",
                "Анна | ''",
                "The bank says pay at once | , invited by \"The bank says pa\"",
                "Zoë | ''",
                "René | , invited by \"René\"",
                "a__b.c | , invited by \"a b c\"",
            })
    void aNickIsAStrangersWordAndStaysOne(String nick, String expected) {
        assertThat(HostName.words(Nick.parse(nick))).isEqualTo(expected);
    }

    @Test
    void whateverTheyAreCalledItIsOneSmsWithTheLink() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            String name = random.ints(random.nextInt(60), 32, random.nextBoolean() ? 127 : 0x500)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String nick = random.ints(random.nextInt(40), 32, random.nextBoolean() ? 127 : 0x500)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            String text = text(name, nick, random.nextBoolean() ? Optional.of(BOOKING) : Optional.empty());

            assertThat(SingleSms.holds(text)).as(text).isTrue();
            assertThat(text).contains(" https://talk.example.net/#ZZZZZZZZZZZZ ");
        }
    }

    @Test
    void aProgramIsToldAddressMeetingAndCodeInOneSms() {
        EntrancePoints both =
                new EntrancePoints(Optional.empty(), Optional.of("203.0.113.9:7400"), true, OptionalInt.of(7400));

        assertThat(both.forPrograms(InvitationCode.of(-1), Optional.of("2xj5o9uoponwd")))
                .contains("CONVOKE1 203.0.113.9:7400 2xj5o9uoponwd ZZZZZZZZZZZZ");
        assertThat(both.forPrograms(InvitationCode.of(-1), Optional.empty()))
                .contains("CONVOKE1 203.0.113.9:7400 - ZZZZZZZZZZZZ");
        assertThat(PAGE.forPrograms(InvitationCode.of(-1), Optional.empty())).isEmpty();
    }
}
