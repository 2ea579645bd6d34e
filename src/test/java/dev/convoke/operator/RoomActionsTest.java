package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.NO_ROOM;
import static dev.convoke.operator.Office.OTHER_ROOM;
import static dev.convoke.operator.Office.OTHER_SERVICE;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.SERVICE;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static dev.convoke.operator.Office.pin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.BookingAction.AddBooking;
import dev.convoke.operator.PolicyDetails.Setting;
import dev.convoke.operator.Result.Conflict;
import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Obstacle;
import dev.convoke.operator.Result.Subject;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.operator.RoomAction.ChangeRoom;
import dev.convoke.operator.RoomAction.RemoveRoom;
import dev.convoke.operator.RoomAction.ShowRoom;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may become of rooms, rule by rule. */
class RoomActionsTest {

    private static final RoomChange PLAIN = RoomChange.none();

    @RegisterExtension
    final Office office = new Office();

    private Result<AddedRoom> add(ConferenceNumber number, RoomChange change) {
        return await(office.operator().rooms().add(new AddRoom(Optional.of(number), change)));
    }

    private Result<RoomDetails.Summary> change(RoomChange change) {
        return await(office.operator().rooms().change(new ChangeRoom(ROOM, change)));
    }

    private RoomDetails show() {
        return done(office.operator().rooms().show(new ShowRoom(ROOM)));
    }

    @Test
    void aPlainRoomGetsAFreeNumberAndAPinOfItsOwn() {
        AddedRoom added = done(office.operator().rooms().add(new AddRoom(Optional.empty(), PLAIN)));

        assertThat(added.room().number().digits()).matches("[1-9][0-9]{6}");
        assertThat(added.pin().reveal()).matches("[0-9]{6}");
        assertThat(added.pinIsTrivial()).isFalse();
        assertThat(added.textTo()).contains(SERVICE);
        RoomRow row = office.row(added.room().number());
        assertThat(office.pins().matches(row.number(), added.pin(), row.moderatorPin()))
                .isTrue();
        assertThat(row.createdAt()).isEqualTo(NOON);
    }

    @Test
    void aNewRoomIsWhatWasAskedFor() {
        RoomChange asked = PLAIN.withName("  Stand-up ")
                .withPin(pin("493027"))
                .withParticipantPin(Change.to(pin("778812")))
                .withServiceNumber(Change.to(OTHER_SERVICE))
                .withTranscript(true)
                .withEmptyTimeout(Change.to(Duration.ofMinutes(10)));

        AddedRoom added = done(add(ROOM, asked));

        assertThat(added.room())
                .isEqualTo(new RoomDetails.Summary(
                        ROOM,
                        "Stand-up",
                        true,
                        Optional.of(OTHER_SERVICE),
                        true,
                        Optional.of(Duration.ofMinutes(10)),
                        NOON));
        assertThat(added.textTo()).contains(OTHER_SERVICE);
        RoomRow row = office.row(ROOM);
        assertThat(office.pins().matches(ROOM, pin("493027"), row.moderatorPin()))
                .isTrue();
        assertThat(office.pins()
                        .matches(ROOM, pin("778812"), row.participantPin().orElseThrow()))
                .isTrue();
        assertThat(added.toString()).doesNotContain("493027");
    }

    @Test
    void tellsThatPeopleTryAPinFirst() {
        assertThat(done(add(ROOM, PLAIN.withPin(pin("123456")))).pinIsTrivial()).isTrue();
    }

    @Test
    void theParticipantsPinIsAnotherThanTheModerators() {
        RoomChange same = PLAIN.withPin(pin("493027")).withParticipantPin(Change.to(pin("493027")));

        List<FieldError> errors = errors(add(ROOM, same));

        assertThat(errors)
                .containsExactly(new FieldError(
                        "participant-pin",
                        "",
                        "another PIN than the moderator's, or everyone would be a moderator",
                        ""));
        assertThat(office.store().rooms().find(ROOM)).isEmpty();
    }

    @Test
    void aDrawnPinIsNeverTheParticipants() {
        Pin drawn = new NumberAllocator(new SplittableRandom(7)).pin();

        AddedRoom added = done(add(ROOM, PLAIN.withParticipantPin(Change.to(drawn))));

        assertThat(added.pin().reveal()).isNotEqualTo(drawn.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "bell\u0007", "0123456789012345678901234567890123456789012345678901234567890"})
    void aNameIsShortAndHasNoControlCharacters(String name) {
        assertThat(errors(add(ROOM, PLAIN.withName(name))))
                .containsExactly(
                        new FieldError("name", "", "at most 60 characters, none of them control characters", ""));
    }

    @Test
    void aNameMayHaveSixtyCharactersAndBlanksAroundThem() {
        String longest = "x".repeat(60);

        assertThat(done(add(ROOM, PLAIN.withName(" " + longest + " "))).room().name())
                .isEqualTo(longest);
    }

    @Test
    void aServiceNumberIsOneOfTheConfigurations() {
        assertThat(errors(add(ROOM, PLAIN.withServiceNumber(Change.to(new ServiceNumber("99999"))))))
                .containsExactly(new FieldError(
                        "service-number",
                        "99999",
                        "in service-numbers [84433, +441632960961] of the configuration",
                        "add it there first"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        RoomChange wrong = PLAIN.withPin(pin("493027"))
                .withParticipantPin(Change.to(pin("493027")))
                .withName("a\nb")
                .withServiceNumber(Change.to(new ServiceNumber("99999")))
                .withPolicy(talk(history(101)));

        assertThat(errors(add(ROOM, wrong)))
                .extracting(FieldError::field)
                .containsExactly("participant-pin", "name", "service-number", "history");
    }

    private static PolicyChange talk(PolicyChange.Talk talk) {
        return PolicyChange.none().with(talk);
    }

    private static PolicyChange.Talk history(int count) {
        return new PolicyChange.Talk(Change.to(count), Change.keep(), Change.keep(), Change.keep(), Change.keep());
    }

    private static PolicyChange access(Change<Integer> capacity, Change<Integer> moderatorSeats) {
        return PolicyChange.none()
                .with(new PolicyChange.Access(Change.keep(), capacity, moderatorSeats, Change.keep(), Change.keep()));
    }

    private void refused(PolicyChange policy, String field, String value, String expected) {
        assertThat(errors(add(ROOM, PLAIN.withPolicy(policy))))
                .containsExactly(new FieldError(field, value, expected, ""));
    }

    @Test
    void countsOfAPolicyHaveRanges() {
        refused(access(Change.to(1), Change.keep()), "capacity", "1", "2..100000");
        refused(access(Change.to(100_001), Change.keep()), "capacity", "100001", "2..100000");
        refused(access(Change.keep(), Change.to(-1)), "moderator-seats", "-1", "0..100");
        refused(talk(history(-1)), "history", "-1", "0..100");
        refused(talk(talking(t -> t.noticesUpTo = Change.to(100_001))), "notices-up-to", "100001", "0..100000");
        refused(talk(talking(t -> t.burst = Change.to(10_001))), "burst", "10001", "0..10000");
    }

    @Test
    void spansOfAPolicyHaveRanges() {
        Duration day = Duration.ofHours(24);
        refused(
                PolicyChange.none()
                        .with(new PolicyChange.Access(
                                Change.keep(),
                                Change.keep(),
                                Change.keep(),
                                Change.to(day.plusHours(1)),
                                Change.keep())),
                "nick-reservation",
                "25h",
                "0ms..24h");
        refused(lastModerator(Change.keep(), Change.to(day.plusMinutes(1))), "grace", "1441m", "0ms..24h");
        refused(talk(talking(t -> t.refill = Change.to(Duration.ZERO))), "refill", "0ms", "1ms..1m");
        refused(talk(talking(t -> t.slow = Change.to(Duration.ofHours(2)))), "slow", "2h", "0ms..1h");
    }

    private static PolicyChange lastModerator(Change<WithoutModerator> then, Change<Duration> grace) {
        PolicyChange none = PolicyChange.none();
        return new PolicyChange(
                none.access(), new PolicyChange.LastModerator(then, grace), none.privacy(), none.talk());
    }

    /** One of five, by name. */
    private static final class Talking {
        private Change<Integer> noticesUpTo = Change.keep();
        private Change<Integer> burst = Change.keep();
        private Change<Duration> refill = Change.keep();
        private Change<Duration> slow = Change.keep();
    }

    private static PolicyChange.Talk talking(Consumer<Talking> says) {
        Talking talking = new Talking();
        says.accept(talking);
        return new PolicyChange.Talk(Change.keep(), talking.noticesUpTo, talking.burst, talking.refill, talking.slow);
    }

    @Test
    void moderatorsHaveFewerSeatsThanThereAre() {
        refused(access(Change.to(2), Change.to(2)), "moderator-seats", "2", "less than the capacity, 2");

        done(add(ROOM, PLAIN.withPolicy(access(Change.to(4), Change.to(3)))));

        assertThat(errors(change(PLAIN.withPolicy(access(Change.to(3), Change.keep())))))
                .containsExactly(new FieldError("moderator-seats", "3", "less than the capacity, 3", ""));
    }

    @Test
    void aNumberIsOneRooms() {
        office.add(ROOM);

        assertThat(add(ROOM, PLAIN))
                .isEqualTo(new Conflict<AddedRoom>(
                        Obstacle.NUMBER_TAKEN,
                        Optional.of(ROOM),
                        "conference number 8401234, or the room's service number, is taken"));
    }

    @Test
    void aServiceNumberIsOneRooms() {
        done(add(OTHER_ROOM, PLAIN.withServiceNumber(Change.to(SERVICE))));
        RoomChange same = PLAIN.withServiceNumber(Change.to(SERVICE));

        assertThat(add(ROOM, same)).isInstanceOf(Conflict.class);
        office.add(ROOM);
        assertThat(change(same))
                .isEqualTo(new Conflict<RoomDetails.Summary>(
                        Obstacle.SERVICE_NUMBER_TAKEN,
                        Optional.of(ROOM),
                        "room 8401234 was not changed: its service number is taken"));
        assertThat(office.row(ROOM).serviceNumber()).isEmpty();
    }

    @Test
    void saysSoWhenNoFreeNumberIsFound() {
        office.add(new ConferenceNumber("1000000"));
        AddRoom action = new AddRoom(Optional.empty(), PLAIN.withPin(pin("493027")));

        Result<AddedRoom> result = await(office.operator(() -> 0L).rooms().add(action));

        assertThat(result)
                .isEqualTo(new Conflict<AddedRoom>(
                        Obstacle.NO_FREE_NUMBER, Optional.empty(), "no free conference number was found; name one"));
    }

    @Test
    void whatIsNotNamedStays() {
        done(add(ROOM, PLAIN.withName("Stand-up").withPin(pin("493027")).withParticipantPin(Change.to(pin("778812")))));
        RoomRow before = office.row(ROOM);

        RoomDetails.Summary changed = done(change(PLAIN.withTranscript(true)));

        assertThat(changed.transcript()).isTrue();
        assertThat(office.row(ROOM)).isEqualTo(before.withTranscript(true));
    }

    @Test
    void whatIsClearedIsGone() {
        done(add(
                ROOM,
                PLAIN.withParticipantPin(Change.to(pin("778812")))
                        .withServiceNumber(Change.to(SERVICE))
                        .withEmptyTimeout(Change.to(Duration.ofMinutes(1)))
                        .withPolicy(access(Change.to(25), Change.keep()))));

        done(change(PLAIN.withParticipantPin(Change.clear())
                .withServiceNumber(Change.clear())
                .withEmptyTimeout(Change.clear())
                .withPolicy(access(Change.clear(), Change.keep()))));

        RoomRow row = office.row(ROOM);
        assertThat(row.participantPin()).isEmpty();
        assertThat(row.serviceNumber()).isEmpty();
        assertThat(row.emptyTimeout()).isEmpty();
        assertThat(row.policy().access().capacity()).isEmpty();
    }

    @Test
    void aChangeThatIsRefusedChangesNothing() {
        office.add(ROOM);
        RoomRow before = office.row(ROOM);

        assertThat(errors(change(PLAIN.withTranscript(true).withName("a\nb")))).hasSize(1);

        assertThat(office.row(ROOM)).isEqualTo(before);
    }

    @Test
    void aRoomThatIsNotThereIsNeitherShownNorChangedNorRemoved() {
        RoomActions rooms = office.operator().rooms();
        Optional<ConferenceNumber> number = Optional.of(NO_ROOM);
        String sentence = "there is no room 999";

        assertThat(rooms.show(new ShowRoom(NO_ROOM)))
                .isEqualTo(new NotFound<RoomDetails>(Subject.ROOM, number, sentence));
        assertThat(await(rooms.change(new ChangeRoom(NO_ROOM, PLAIN.withName("a\nb")))))
                .isEqualTo(new NotFound<RoomDetails.Summary>(Subject.ROOM, number, sentence));
        assertThat(await(rooms.remove(new RemoveRoom(NO_ROOM))))
                .isEqualTo(new NotFound<ConferenceNumber>(Subject.ROOM, number, sentence));
    }

    @Test
    void aRemovedRoomIsGone() {
        office.add(ROOM);

        assertThat(done(office.operator().rooms().remove(new RemoveRoom(ROOM)))).isEqualTo(ROOM);

        assertThat(office.store().rooms().find(ROOM)).isEmpty();
    }

    @Test
    void roomsAreListedByNumber() {
        office.add(OTHER_ROOM);
        office.add(ROOM);

        assertThat(office.operator().rooms().list())
                .extracting(RoomDetails.Summary::number)
                .containsExactly(ROOM, OTHER_ROOM);
    }

    @Test
    void aRoomIsShownWithItsBookings() {
        office.add(ROOM);
        LocalDateTime start = LocalDateTime.parse("2026-12-02T10:00");
        done(office.operator().bookings().add(new AddBooking(ROOM, start, ZoneOffset.UTC, Duration.ofHours(1))));

        assertThat(show().bookings()).extracting(BookingDetails::localStart).containsExactly(start);
    }

    @Test
    void whatARoomDoesNotSayIsTheServersSetting() {
        PolicyChange some = new PolicyChange(
                new PolicyChange.Access(Change.to(true), Change.keep(), Change.keep(), Change.keep(), Change.to(true)),
                new PolicyChange.LastModerator(Change.to(WithoutModerator.END), Change.keep()),
                new PolicyChange.Privacy(
                        Change.to(Numbers.NOBODY), Change.to(PrivateTexts.OFF), Change.to(Inviting.ALL)),
                history(5));
        done(add(ROOM, PLAIN.withPolicy(some)));

        PolicyDetails policy = show().policy();

        assertThat(policy.own())
                .isEqualTo(Set.of(
                        Setting.LOBBY,
                        Setting.PORT_IS_PROOF,
                        Setting.LAST_MODERATOR,
                        Setting.NUMBERS,
                        Setting.PRIVATE_TEXTS,
                        Setting.INVITE,
                        Setting.HISTORY));
        assertThat(policy.holds().access().lobby()).isTrue();
        assertThat(policy.holds().access().portIsProof()).isTrue();
        assertThat(policy.holds().moderatorGone().then()).isEqualTo(WithoutModerator.END);
        assertThat(policy.holds().privacy().numbers()).isEqualTo(Numbers.NOBODY);
        assertThat(policy.holds().privacy().privateTexts()).isEqualTo(PrivateTexts.OFF);
        assertThat(policy.holds().privacy().invite()).isEqualTo(Inviting.ALL);
        assertThat(policy.holds().talk().history()).isEqualTo(5);
        assertThat(policy.holds().talk().burst()).isEqualTo(60);
    }

    @Test
    void noRoomHoldsMoreThanTheServerHasRoomFor() {
        done(add(ROOM, PLAIN.withPolicy(access(Change.to(Office.SEATS + 1), Change.keep()))));

        assertThat(show().policy().capacity()).isEqualTo(Office.SEATS);
    }
}
