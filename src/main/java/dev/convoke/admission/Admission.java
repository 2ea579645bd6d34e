package dev.convoke.admission;

import dev.convoke.admission.Credentials.Finding;
import dev.convoke.admission.PinGuard.Attempt;
import dev.convoke.admission.PinGuard.Wait;
import dev.convoke.admission.Verdict.Admitted;
import dev.convoke.admission.Verdict.AskInside;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInText;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.store.BookingRow;
import dev.convoke.store.InvitationTable;
import dev.convoke.store.RoomRow;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * May this dial-in enter this room now? (US 8,018,877 steps 425–430 and 455–460, before anything connects.)
 *
 * <p>The order: which room → the operator's blocks → address policy → delay for wrong numbers and PINs → number and PIN, which
 * give the role → the booking's time → limits. What a stranger can learn from it:
 *
 * <ul>
 *   <li>An unknown number, a wrong PIN and a missing PIN get the same sentence after the same work, and slow their sender down
 *       alike. Neither existence nor times of a room show before number and PIN have been found right.
 *   <li>A room that asks no PIN of its participants is entered by its number alone, as the patent has it (step 450); so its
 *       number is its only secret, and who has it is told when the meeting is. Guessing numbers is slowed down by
 *       {@link PinGuard}. A room whose existence is to be a secret has a participant PIN.
 *   <li>Limits come last and are counted apart for those who proved a PIN: see {@link DialLimits}.
 * </ul>
 *
 * <p>A service number may be bound to one room, and then selects it (US 8,018,877 section B: "a personal phone number … and a
 * PIN"). The grammar takes the first digits of a text for the conference number; when a text to a bound number has only
 * these, and they are not the room's number, they are its PIN. Number and PIN together name a room explicitly, bound or not.
 *
 * <p>Blocks on the store for microseconds; any thread but an event loop.
 */
public final class Admission {

    private final RoomTable rooms;
    private final InvitationTable invitations;
    private final BookingWindow doors;
    private final Consent consent;
    private final Credentials credentials;
    private final Addresses addresses;
    private final Regulars regulars;
    private final PinGuard guard;
    private final DialLimits limits;
    private final RoomProfiles profiles;
    private final Clock clock;

    /** A wish to enter, with the room that was named, whether or not it exists. */
    private record Wish(
            Msisdn who,
            DeviceAddress at,
            Optional<Nick> nick,
            ConferenceNumber number,
            Optional<Pin> pin,
            Optional<RoomRow> room) {}

    /**
     * Admission.
     *
     * @param store has the rooms, their bookings and the invitations
     * @param addresses what is known of those that people text
     * @param profiles what is said of a room to the engine
     */
    public Admission(
            Store store,
            Consent consent,
            PinVault vault,
            Addresses addresses,
            AdmissionSettings settings,
            RoomProfiles profiles,
            Clock clock) {
        this.rooms = store.rooms();
        this.invitations = store.invitations();
        this.doors = new BookingWindow(store.bookings(), settings.early());
        this.consent = consent;
        this.credentials = new Credentials(vault);
        this.addresses = addresses;
        this.regulars = new Regulars(store, settings.remembered());
        this.guard = new PinGuard(settings.pins(), regulars, settings.remembered());
        this.limits = new DialLimits(settings, addresses);
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * Decides about a text.
     *
     * @throws PinKeyException if the room's PIN was made under another key than the server's
     */
    public Verdict decide(DialIn text, DialInText.Entry entry) {
        Optional<Wish> wish = wishOf(text, entry);
        boolean blocked =
                wish.isPresent() ? consent.isBlocked(text.from(), wish.get().number()) : consent.isBlocked(text.from());
        if (blocked) {
            return new Refused(RefusalReason.SENDER_BLOCKED);
        }
        if (!addresses.allowed().test(entry.address())) {
            return new Refused(RefusalReason.ADDRESS_DENIED, entry.address().inWords());
        }
        return wish.isPresent() ? decide(wish.get(), true) : askInside(text, entry);
    }

    /** Which room is meant; empty if the text does not say, and the service number names none. */
    private Optional<Wish> wishOf(DialIn text, DialInText.Entry entry) {
        Optional<RoomRow> bound = entry.pin().isPresent() ? Optional.empty() : rooms.findByServiceNumber(text.to());
        Optional<ConferenceNumber> named = entry.number();
        if (bound.isPresent() && isMeant(bound.get(), named)) {
            Optional<Pin> pin = named.filter(
                            digits -> !digits.equals(bound.get().number()))
                    .flatMap(digits -> Pin.parse(digits.digits()));
            return Optional.of(new Wish(
                    text.from(), entry.address(), entry.nick(), bound.get().number(), pin, bound));
        }
        return named.map(number ->
                new Wish(text.from(), entry.address(), entry.nick(), number, entry.pin(), rooms.find(number)));
    }

    /** Digits that can be no PIN are the number of some room. */
    private static boolean isMeant(RoomRow bound, Optional<ConferenceNumber> named) {
        return named.isEmpty()
                || named.get().equals(bound.number())
                || Pin.parse(named.get().digits()).isPresent();
    }

    private Verdict askInside(DialIn text, DialInText.Entry entry) {
        Optional<Refused> limited = limits.charge(text.from(), entry.address(), clock.millis());
        return limited.isPresent()
                ? limited.get()
                : new AskInside(entry.address(), new Visitor(text.from(), entry.address(), text.to(), entry.nick()));
    }

    /**
     * Decides about someone who is connected already and has been asked for number and PIN (US 8,018,877 section B). Whoever is
     * blocked from the room hears what they would hear if there were no such room.
     *
     * @throws PinKeyException if the room's PIN was made under another key than the server's
     */
    public Verdict decideAtTheDoor(Visitor visitor, ConferenceNumber number, Optional<Pin> pin) {
        return consent.isBlocked(visitor.who(), number)
                ? new Refused(RefusalReason.UNKNOWN_ROOM)
                : decide(new Wish(visitor.who(), visitor.at(), visitor.nick(), number, pin, rooms.find(number)), false);
    }

    private Verdict decide(Wish wish, boolean connects) {
        Instant now = clock.instant();
        PinSource source = new PinSource(wish.who(), addresses.networkOf(wish.at()));
        Finding finding = examine(source, wish.number(), wish.pin(), wish.room(), now);
        if (finding.refused().isPresent()) {
            return finding.refused().get();
        }
        Optional<BookingRow> booking = doors.booking(wish.number(), now);
        Optional<Refused> refused = booking.flatMap(row -> doors.shut(row, now))
                .or(() -> connects ? charge(wish, now) : Optional.empty());
        return refused.isPresent()
                ? refused.get()
                : admitted(wish, finding.role().orElseThrow(), booking, now);
    }

    /** Looks at number and PIN, unless the caller has to wait for what they got wrong before. */
    private Finding examine(
            PinSource source, ConferenceNumber number, Optional<Pin> pin, Optional<RoomRow> room, Instant now) {
        boolean asksPin = room.flatMap(RoomRow::participantPin).isPresent();
        Attempt attempt = new Attempt(source, number, room.isPresent(), asksPin, pin.isPresent());
        Optional<Wait> wait = guard.mustWait(attempt, now);
        if (wait.isPresent()) {
            String time = Durations.waitInWords(wait.get().time());
            return Finding.of(
                    new Refused(RefusalReason.PIN_DELAY, time, wait.get().own()));
        }
        Finding finding = credentials.examine(room, number, pin);
        if (finding.refused().isPresent()) {
            guard.failed(attempt, now);
        } else if (pin.isPresent()) {
            guard.succeeded(attempt);
        }
        return finding;
    }

    private Optional<Refused> charge(Wish wish, Instant now) {
        return wish.pin().isPresent()
                ? limits.chargeProved(wish.who(), wish.number(), wish.at(), now.toEpochMilli())
                : limits.charge(wish.who(), wish.at(), now.toEpochMilli());
    }

    private Verdict admitted(Wish wish, Role role, Optional<BookingRow> booking, Instant now) {
        boolean invited = invitations.isInvited(wish.number(), wish.who(), now);
        return new Admitted(
                wish.at(),
                new RoomEntry(
                        profiles.of(wish.room().orElseThrow()),
                        new Person.Phone(wish.who()),
                        wish.nick(),
                        role,
                        invited,
                        booking.map(row -> new BookedEnd(row.end(), row.zone()))));
    }

    /**
     * Decides whether a moderator's command by text is to be done.
     *
     * @return why not, or empty if number and PIN are a moderator's
     * @throws PinKeyException if the room's PIN was made under another key than the server's
     */
    public Optional<Refused> refuseCommand(Msisdn from, ConferenceNumber number, Pin pin) {
        if (consent.isBlocked(from, number)) {
            return Optional.of(new Refused(RefusalReason.SENDER_BLOCKED));
        }
        Finding finding =
                examine(PinSource.withoutAddress(from), number, Optional.of(pin), rooms.find(number), clock.instant());
        return finding.role().filter(Role.MODERATOR::equals).isPresent()
                ? Optional.empty()
                : finding.refused().or(() -> Optional.of(new Refused(RefusalReason.WRONG_PIN)));
    }

    /** Someone whom admission let in is in a room now. Any thread, event loops too. */
    public void came(Msisdn who) {
        regulars.came(who);
    }

    /** Whether someone has been in a room since the start. Any thread, event loops too. */
    public boolean hasCome(Msisdn who) {
        return regulars.hasCome(who);
    }

    /** Whether the record has it that someone has been in that room, or was invited to it. */
    public boolean isOnRecord(Msisdn who, ConferenceNumber room) {
        return regulars.isOnRecord(room, who, clock.instant());
    }

    /** Whether no answer to this sender may tell what became of a number or PIN: see {@link PinGuard}. */
    public boolean isMuted(Msisdn from) {
        return guard.isMuted(from, clock.millis());
    }
}
