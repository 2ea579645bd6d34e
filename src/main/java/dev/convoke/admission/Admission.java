package dev.convoke.admission;

import dev.convoke.admission.Credentials.Finding;
import dev.convoke.admission.PinGuard.Attempt;
import dev.convoke.admission.PinGuard.Wait;
import dev.convoke.admission.Verdict.Admitted;
import dev.convoke.admission.Verdict.AskInside;
import dev.convoke.admission.Verdict.LetIn;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Verdict.Times;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInText;
import dev.convoke.dialin.DialInText.Asked;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.store.BanTable;
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
    private final BanTable bans;
    private final DialLimits limits;
    private final KeyedRateLimiter<ConferenceNumber> strangers;
    private final CodeSettings codes;
    private final RoomProfiles profiles;
    private final Clock clock;

    /** A wish to enter, with the room that was named, whether or not it exists. */
    private record Wish(
            Msisdn who,
            Optional<DeviceAddress> at,
            Asked asked,
            Optional<Nick> nick,
            ConferenceNumber number,
            Optional<Pin> pin,
            Optional<RoomRow> room) {}

    /**
     * Admission.
     *
     * @param store has the rooms, their bookings and the invitations
     * @param addresses what is known of those that people text
     * @param codes what the codes of invitations are worth
     * @param profiles what is said of a room to the engine
     */
    public Admission(
            Store store,
            Consent consent,
            PinVault vault,
            Addresses addresses,
            AdmissionSettings settings,
            CodeSettings codes,
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
        this.bans = store.bans();
        this.strangers = new KeyedRateLimiter<>(codes.strangers(), settings.remembered());
        this.codes = codes;
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
        if (entry.address().isEmpty()) {
            return wish.map(this::decideAboutCode).orElseGet(() -> new Refused(RefusalReason.NOT_FOR_US));
        }
        DeviceAddress at = entry.address().get();
        if (!addresses.allowed().test(at)) {
            return new Refused(RefusalReason.ADDRESS_DENIED, at.inWords());
        }
        return wish.isPresent() ? decide(wish.get(), true) : askInside(text, entry, at);
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
                    text.from(),
                    entry.address(),
                    entry.asked(),
                    entry.nick(),
                    bound.get().number(),
                    pin,
                    bound));
        }
        return named.map(number -> new Wish(
                text.from(), entry.address(), entry.asked(), entry.nick(), number, entry.pin(), rooms.find(number)));
    }

    /** Digits that can be no PIN are the number of some room. */
    private static boolean isMeant(RoomRow bound, Optional<ConferenceNumber> named) {
        return named.isEmpty()
                || named.get().equals(bound.number())
                || Pin.parse(named.get().digits()).isPresent();
    }

    private Verdict askInside(DialIn text, DialInText.Entry entry, DeviceAddress at) {
        Optional<Refused> limited = limits.charge(text.from(), at, clock.millis());
        return limited.isPresent()
                ? limited.get()
                : new AskInside(at, new Visitor(text.from(), at, text.to(), entry.nick()));
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
                : decide(
                        new Wish(
                                visitor.who(),
                                Optional.of(visitor.at()),
                                Asked.BY_ADDRESS,
                                visitor.nick(),
                                number,
                                pin,
                                rooms.find(number)),
                        false);
    }

    /**
     * Decides about a text without an address: whether its sender may be told how to come in. What is nothing but a number is
     * answered only where it gets somebody in or they are early; else it may have meant anything, and numbers shall not be fished for.
     */
    private Verdict decideAboutCode(Wish wish) {
        boolean mayMeanAnything = wish.asked() == Asked.BY_NUMBER;
        if (wish.asked() == Asked.BY_OPEN && wish.pin().isEmpty()) {
            return new Refused(RefusalReason.MALFORMED, "the PIN is missing");
        }
        Instant now = clock.instant();
        Finding finding = examine(
                PinSource.withoutAddress(wish.who()), wish.number(), wish.pin(), wish.room(), mayMeanAnything, now);
        Optional<Refused> refused = finding.refused()
                .map(why -> mayMeanAnything ? new Refused(RefusalReason.NOT_FOR_US) : why)
                .or(() -> bans.isBanned(wish.number(), new Person.Phone(wish.who()), now)
                        ? Optional.of(new Refused(RefusalReason.BANNED))
                        : Optional.empty())
                .or(() -> doors.shut(wish.number(), now))
                .or(() ->
                        limits.chargeCode(wish.who(), wish.number(), wish.pin().isPresent(), now.toEpochMilli()))
                .or(() -> chargeStranger(wish, now));
        return refused.isPresent()
                ? refused.get()
                : new LetIn(entry(wish, finding.role().orElseThrow(), Optional.empty(), now), "");
    }

    /** Whoever forges senders makes us text people who know nothing of it: not many, and not who is told so. */
    private Optional<Refused> chargeStranger(Wish wish, Instant now) {
        boolean isKnown = wish.pin().isPresent() || regulars.isOnRecord(wish.number(), wish.who(), now);
        return isKnown || strangers.take(wish.number(), now.toEpochMilli()).isEmpty()
                ? Optional.empty()
                : Optional.of(new Refused(RefusalReason.BUSY, "", false));
    }

    /**
     * Decides about somebody who has connected to us and whose number nobody knows: a guest, whose right is what they know.
     *
     * @param guest who they are from now on
     * @param network where they come from, as {@link Addresses#networkOf(java.net.InetAddress)} has it
     * @throws PinKeyException if the room's PIN was made under another key than the server's
     */
    public Verdict decideByWords(
            Person.Guest guest, ConferenceNumber number, Optional<Pin> pin, Optional<Nick> nick, String network) {
        Instant now = clock.instant();
        // A number alone that is worth nothing counts as one that no room has.
        Optional<RoomRow> room = rooms.find(number).filter(row -> pin.isPresent() || codes.numberOnly());
        Finding finding = examine(PinSource.connected(network), number, pin, room, false, now);
        if (finding.refused().isPresent()) {
            return finding.refused().get();
        }
        return letIn(guest, room.orElseThrow(), nick, finding.role().orElseThrow(), now);
    }

    /**
     * Decides about someone who has connected to the port of a meeting where that is all it takes (US 8,018,877 steps 255–266).
     *
     * @return {@link LetIn} as a participant, or {@link Refused}
     */
    public Verdict decideByPort(Person.Guest guest, ConferenceNumber number, Optional<Nick> nick) {
        return rooms.find(number)
                .map(room -> letIn(guest, room, nick, Role.PARTICIPANT, clock.instant()))
                .orElseGet(() -> new Refused(RefusalReason.CODE_ENDED));
    }

    /** A guest comes in as soon as the doors are open. */
    private Verdict letIn(Person.Guest guest, RoomRow room, Optional<Nick> nick, Role role, Instant now) {
        Optional<BookingRow> booking = doors.booking(room.number(), now);
        Optional<Refused> shut = booking.flatMap(row -> doors.shut(row, now));
        return shut.isPresent()
                ? shut.get()
                : new LetIn(
                        new RoomEntry(profiles.of(room), guest, nick, role, false, booking.map(BookingWindow::end)),
                        "");
    }

    private Verdict decide(Wish wish, boolean connects) {
        Instant now = clock.instant();
        PinSource source =
                PinSource.dialled(wish.who(), addresses.networkOf(wish.at().orElseThrow()));
        Finding finding = examine(source, wish.number(), wish.pin(), wish.room(), false, now);
        if (finding.refused().isPresent()) {
            return finding.refused().get();
        }
        Optional<BookingRow> booking = doors.booking(wish.number(), now);
        Optional<Refused> refused =
                booking.flatMap(row -> doors.shut(row, now)).or(() -> connects ? charge(wish, now) : Optional.empty());
        return refused.isPresent()
                ? refused.get()
                : admitted(wish, finding.role().orElseThrow(), booking, now);
    }

    /**
     * Looks at number and PIN, unless the caller has to wait for what they got wrong before.
     *
     * @param isGuess whether the number alone is one, though the room may ask no PIN
     */
    private Finding examine(
            PinSource source,
            ConferenceNumber number,
            Optional<Pin> pin,
            Optional<RoomRow> room,
            boolean isGuess,
            Instant now) {
        boolean asksPin = isGuess || room.flatMap(RoomRow::participantPin).isPresent();
        Attempt attempt = new Attempt(source, number, room.isPresent(), asksPin, pin.isPresent());
        Optional<Wait> wait = guard.mustWait(attempt, now);
        if (wait.isPresent()) {
            String time = Durations.waitInWords(wait.get().time());
            return Finding.of(new Refused(
                    RefusalReason.PIN_DELAY,
                    time,
                    wait.get().own(),
                    Times.pause(wait.get().time())));
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
        DeviceAddress at = wish.at().orElseThrow();
        return wish.pin().isPresent()
                ? limits.chargeProved(wish.who(), wish.number(), at, now.toEpochMilli())
                : limits.charge(wish.who(), at, now.toEpochMilli());
    }

    private Verdict admitted(Wish wish, Role role, Optional<BookingRow> booking, Instant now) {
        return new Admitted(wish.at().orElseThrow(), entry(wish, role, booking, now));
    }

    private RoomEntry entry(Wish wish, Role role, Optional<BookingRow> booking, Instant now) {
        boolean invited = invitations.isInvitedByModerator(wish.number(), wish.who(), now);
        return new RoomEntry(
                profiles.of(wish.room().orElseThrow()),
                new Person.Phone(wish.who()),
                wish.nick(),
                role,
                invited,
                booking.map(BookingWindow::end));
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
        Finding finding = examine(
                PinSource.withoutAddress(from), number, Optional.of(pin), rooms.find(number), false, clock.instant());
        return finding.role().filter(Role.MODERATOR::equals).isPresent()
                ? Optional.empty()
                : finding.refused().or(() -> Optional.of(new Refused(RefusalReason.WRONG_PIN)));
    }

    /**
     * By which right somebody invites by text.
     *
     * @param role moderator or participant; empty if they may not
     * @param refused why they may not
     */
    public record InvitingRight(Optional<Role> role, Optional<Refused> refused) {}

    /**
     * Decides whether somebody may invite by text: a moderator by number and PIN; where the room's policy lets all invite, also who has
     * been in the room as its record has it, by the right by which participants enter: the participants' PIN, or the number alone
     * where none is asked, since a sender can be forged. All others are told what they would be told of a room that there is not.
     *
     * @throws PinKeyException if the room's PIN was made under another key than the server's
     */
    public InvitingRight mayInvite(Msisdn from, ConferenceNumber number, Optional<Pin> pin) {
        if (consent.isBlocked(from, number)) {
            return new InvitingRight(Optional.empty(), Optional.of(new Refused(RefusalReason.SENDER_BLOCKED)));
        }
        Instant now = clock.instant();
        Optional<RoomRow> room = rooms.find(number);
        boolean asParticipant = room.filter(row -> letsInvite(row, from, now)).isPresent();
        // A number alone that is worth nothing counts as one that no room has.
        Finding finding = examine(
                PinSource.withoutAddress(from),
                number,
                pin,
                room.filter(row -> asParticipant || pin.isPresent()),
                pin.isEmpty() && !asParticipant,
                now);
        boolean may = finding.role()
                .filter(role -> role == Role.MODERATOR || asParticipant)
                .isPresent();
        return may
                ? new InvitingRight(finding.role(), Optional.empty())
                : new InvitingRight(
                        Optional.empty(),
                        finding.refused().or(() -> Optional.of(new Refused(RefusalReason.WRONG_PIN))));
    }

    private boolean letsInvite(RoomRow row, Msisdn who, Instant now) {
        return profiles.of(row).policy().privacy().invite() == Inviting.ALL
                && regulars.wasIn(row.number(), who)
                && !bans.isBanned(row.number(), new Person.Phone(who), now);
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
