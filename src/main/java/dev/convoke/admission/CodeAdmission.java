package dev.convoke.admission;

import dev.convoke.admission.Verdict.LetIn;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.room.RoomEntry;
import dev.convoke.store.BanTable;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.CodeRow;
import dev.convoke.store.InvitationTable;
import dev.convoke.store.RoomRow;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import java.time.Instant;
import java.util.Optional;

/**
 * May whoever shows this code enter now (US 8,018,877 steps 340–380)? The code is who they are; all else is asked as of whoever dials
 * in: the operator's blocks, bans, whether the room is still there, and the time of its booking. Whether the room is locked or full the
 * room says. A code that was made for a booking ends with that booking, however often it was made longer, and with its cancellation.
 *
 * <p>Blocks on the store for microseconds; any thread but an event loop.
 */
public final class CodeAdmission {

    private final RoomTable rooms;
    private final BookingTable bookings;
    private final BanTable bans;
    private final InvitationTable invitations;
    private final BookingWindow doors;
    private final Consent consent;
    private final RoomProfiles profiles;

    /** Admission by the rows of that store. */
    public CodeAdmission(Store store, Consent consent, AdmissionSettings settings, RoomProfiles profiles) {
        this.rooms = store.rooms();
        this.bookings = store.bookings();
        this.bans = store.bans();
        this.invitations = store.invitations();
        this.doors = new BookingWindow(store.bookings(), settings.early());
        this.consent = consent;
        this.profiles = profiles;
    }

    /**
     * Decides.
     *
     * @param code what was shown
     * @param nick the name that was asked for with it; empty for that of the code
     * @return {@link LetIn} without a secret, or {@link Refused}
     */
    public Verdict decide(CodeRow code, Optional<Nick> nick, Instant now) {
        Optional<RoomRow> room = rooms.find(code.room());
        Optional<Refused> refused = refusal(code, now);
        if (refused.isPresent()) {
            return refused.get();
        }
        return room.<Verdict>map(row -> new LetIn(entry(code, row, nick, now), ""))
                .orElseGet(() -> new Refused(RefusalReason.CODE_ENDED));
    }

    /** Why the code opens nothing now; empty if it does. */
    public Optional<Refused> refusal(CodeRow code, Instant now) {
        // As if there were no such code: whoever is blocked is told nothing.
        if (code.who()
                .phone()
                .filter(number -> consent.isBlocked(number, code.room()))
                .isPresent()) {
            return Optional.of(new Refused(RefusalReason.BAD_CODE));
        }
        if (bans.isBanned(code.room(), code.who(), now)) {
            return Optional.of(new Refused(RefusalReason.BANNED));
        }
        if (isEnded(code, now)) {
            return Optional.of(new Refused(RefusalReason.CODE_ENDED));
        }
        return doors.shut(code.room(), now).map(CodeAdmission::asHolder);
    }

    /** Whoever holds a code need not text again. */
    private static Refused asHolder(Refused shut) {
        return shut.reason() == RefusalReason.TOO_EARLY
                ? new Refused(RefusalReason.CODE_EARLY, shut.detail(), shut.texted(), shut.times())
                : shut;
    }

    private boolean isEnded(CodeRow code, Instant now) {
        if (code.revokedAt().isPresent()) {
            return true;
        }
        Instant end = code.booking().isPresent()
                ? bookings.find(code.booking().getAsLong()).map(BookingRow::end).orElse(Instant.MIN)
                : code.until();
        return !now.isBefore(end);
    }

    private RoomEntry entry(CodeRow code, RoomRow room, Optional<Nick> nick, Instant now) {
        // Whoever has been given a code by a moderator is invited, who asked for one themselves is as the invitations
        // have it.
        boolean invited = code.who() instanceof Person.Guest
                || code.who()
                        .phone()
                        .filter(number -> invitations.isInvitedByModerator(code.room(), number, now))
                        .isPresent();
        return new RoomEntry(
                profiles.of(room),
                code.who(),
                nick.or(code::nick),
                code.role(),
                invited,
                booking(code, now).map(BookingWindow::end));
    }

    /** The booking that is on or next, if there is one. */
    public Optional<BookingRow> booking(CodeRow code, Instant now) {
        return code.booking().isPresent()
                ? bookings.find(code.booking().getAsLong())
                : bookings.firstEndingAfter(code.room(), now);
    }

    /** When the doors of a booking open. */
    public Instant doors(BookingRow booking) {
        return doors.opening(booking);
    }

    /** The room of a code. */
    public Optional<RoomRow> room(CodeRow code) {
        return rooms.find(code.room());
    }
}
