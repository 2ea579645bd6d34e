package dev.convoke.operator;

import static dev.convoke.operator.Office.NO_ROOM;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.BookingAction.AddBooking;
import dev.convoke.operator.BookingAction.CancelBooking;
import dev.convoke.operator.BookingAction.ListBookings;
import dev.convoke.operator.BookingActions.Booked;
import dev.convoke.operator.BookingDetails.StartTime;
import dev.convoke.operator.Result.Conflict;
import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Obstacle;
import dev.convoke.operator.Result.Subject;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When rooms may be booked. */
class BookingActionsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final Office office = new Office();

    @BeforeEach
    void addRoom() {
        office.add(ROOM);
    }

    private Result<Booked> book(ConferenceNumber room, String start, Duration length) {
        return await(
                office.operator().bookings().add(new AddBooking(room, LocalDateTime.parse(start), LONDON, length)));
    }

    private List<BookingDetails> list() {
        return office.operator().bookings().list(new ListBookings(ROOM));
    }

    @Test
    void aBookingIsKeptAsTheWallTimeThatPeopleAgreedOn() {
        Booked booked = done(book(ROOM, "2027-07-01T10:00", HOUR));

        assertThat(booked.isPast()).isFalse();
        assertThat(booked.booking().start()).isEqualTo(Instant.parse("2027-07-01T09:00:00Z"));
        assertThat(booked.booking().end()).isEqualTo(Instant.parse("2027-07-01T10:00:00Z"));
        assertThat(list()).containsExactly(booked.booking());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59.999S", "P31DT1S", "-PT1H"})
    void lastsAMinuteToThirtyOneDays(Duration length) {
        assertThat(errors(book(ROOM, "2027-07-01T10:00", length)))
                .containsExactly(new FieldError("length", length.toString(), "1m to 31d", ""));
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "P31D"})
    void mayLastAsLongAsThat(Duration length) {
        assertThat(done(book(ROOM, "2027-07-01T10:00", length)).booking().length())
                .isEqualTo(length);
    }

    @Test
    void twoBookingsOfARoomDoNotMeet() {
        done(book(ROOM, "2027-07-01T10:00", HOUR));

        assertThat(book(ROOM, "2027-07-01T10:59", HOUR))
                .isEqualTo(new Conflict<Booked>(
                        Obstacle.TIME_TAKEN, Optional.of(ROOM), "room 8401234 is booked at that time already"));
        assertThat(book(ROOM, "2027-07-01T11:00", HOUR)).isInstanceOf(Result.Done.class);
    }

    @Test
    void onlyARoomCanBeBooked() {
        assertThat(book(NO_ROOM, "2027-07-01T10:00", HOUR))
                .isEqualTo(new NotFound<Booked>(Subject.ROOM, Optional.of(NO_ROOM), "there is no room 999"));
    }

    @Test
    void whatIsOverIsBookedAllTheSameAndToldAsSuch() {
        assertThat(done(book(ROOM, "2026-12-01T10:59", HOUR)).isPast()).isTrue();
        assertThat(done(book(ROOM, "2026-12-01T12:00", HOUR)).isPast()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T01:30, SKIPPED, 2027-03-28T01:30:00Z",
        "2027-10-31T01:30, TWICE, 2027-10-31T00:30:00Z",
        "2027-11-02T01:30, PLAIN, 2027-11-02T01:30:00Z"
    })
    void tellsHowTheStartLiesToAChangeOfClocks(String start, StartTime how, Instant at) {
        BookingDetails booking = done(book(ROOM, start, HOUR)).booking();

        assertThat(booking.startTime()).isEqualTo(how);
        assertThat(booking.start()).isEqualTo(at);
    }

    @Test
    void aCancelledBookingIsGoneAndCannotBeCancelledAgain() {
        long id = done(book(ROOM, "2027-07-01T10:00", HOUR)).booking().id();

        assertThat(done(office.operator().bookings().cancel(new CancelBooking(id))))
                .isEqualTo(id);

        assertThat(list()).isEmpty();
        assertThat(await(office.operator().bookings().cancel(new CancelBooking(id))))
                .isEqualTo(new NotFound<Long>(Subject.BOOKING, Optional.empty(), "there is no booking " + id));
    }
}
