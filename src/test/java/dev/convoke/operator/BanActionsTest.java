package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.NO_ROOM;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.BanAction.AddBan;
import dev.convoke.operator.BanAction.LiftBan;
import dev.convoke.operator.BanAction.ListBans;
import dev.convoke.operator.BanActions.BanDetails;
import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Subject;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be banned from a room, and how. */
class BanActionsTest {

    private static final Person BOB = new Person.Phone(new Msisdn("+447700900002"));
    private static final Optional<Duration> FOR_GOOD = Optional.empty();
    private static final FieldError NO_REASON =
            new FieldError("reason", "", "at most 200 characters, none of them control characters", "");

    @RegisterExtension
    final Office office = new Office();

    @BeforeEach
    void addRoom() {
        office.add(ROOM);
    }

    private BanActions bans() {
        return office.operator().bans();
    }

    private Result<ConferenceNumber> ban(Optional<Duration> span, String reason) {
        return await(bans().add(new AddBan(ROOM, BOB, span, reason)));
    }

    private List<BanDetails> list() {
        return done(bans().list(new ListBans(ROOM)));
    }

    @Test
    void aBanSaysWhoMadeItUntilWhenAndWhy() {
        assertThat(done(ban(Optional.of(Duration.ofHours(2)), "  advertising ")))
                .isEqualTo(ROOM);

        assertThat(list())
                .containsExactly(new BanDetails(
                        BOB, "", "operator", Optional.of(NOON.plus(Duration.ofHours(2))), "advertising"));
    }

    @Test
    void aBanThatEndsIsListedUntilThen() {
        done(ban(Optional.of(Duration.ofHours(2)), ""));

        office.clock.advance(Duration.ofHours(2));

        assertThat(list()).isEmpty();
    }

    @Test
    void aBanForGoodStays() {
        done(ban(FOR_GOOD, ""));

        office.clock.advance(Duration.ofDays(10_000));

        assertThat(list()).extracting(BanDetails::until).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "P3650DT1S", "-PT1H"})
    void lastsASecondToTenYears(Duration span) {
        assertThat(errors(ban(Optional.of(span), "")))
                .containsExactly(new FieldError("span", span.toString(), "1s to 3650d", ""));
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "red\u001b[31m", "turned\u202eround"})
    void aReasonHasNothingThatATerminalWouldActOn(String reason) {
        assertThat(errors(ban(FOR_GOOD, reason))).containsExactly(NO_REASON);
    }

    @Test
    void aReasonIsAtMostTwoHundredCharacters() {
        assertThat(errors(ban(FOR_GOOD, "x".repeat(201)))).containsExactly(NO_REASON);
        assertThat(ban(FOR_GOOD, " " + "x".repeat(200) + " ")).isInstanceOf(Result.Done.class);
    }

    @Test
    void spanAndReasonAreToldAtOnce() {
        assertThat(errors(ban(Optional.of(Duration.ZERO), "a\nb")))
                .extracting(FieldError::field)
                .containsExactly("span", "reason");
    }

    @Test
    void aLiftedBanIsGoneAndCannotBeLiftedAgain() {
        done(ban(FOR_GOOD, ""));

        assertThat(done(bans().lift(new LiftBan(ROOM, BOB)))).isEqualTo(ROOM);

        assertThat(list()).isEmpty();
        assertThat(await(bans().lift(new LiftBan(ROOM, BOB))))
                .isEqualTo(new NotFound<ConferenceNumber>(
                        Subject.BAN, Optional.of(ROOM), "that number is not banned from room 8401234"));
    }

    @Test
    void bansAreFromRoomsThatAreThere() {
        Result<ConferenceNumber> none = Result.noRoom(NO_ROOM);

        assertThat(await(bans().add(new AddBan(NO_ROOM, BOB, FOR_GOOD, "a\nb"))))
                .isEqualTo(none);
        assertThat(await(bans().lift(new LiftBan(NO_ROOM, BOB)))).isEqualTo(none);
        assertThat(bans().list(new ListBans(NO_ROOM))).isInstanceOf(NotFound.class);
    }
}
