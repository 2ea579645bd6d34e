package dev.convoke.inbound;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.admission.Addresses;
import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeAdmission;
import dev.convoke.admission.CodeSettings;
import dev.convoke.admission.Consent;
import dev.convoke.admission.MovingClock;
import dev.convoke.admission.PinVault;
import dev.convoke.admission.RoomProfiles;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Visitor;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.dialin.DialIn;
import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable.Outcome;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Admission on a real SQLite file and a clock that the test moves; one per test. */
public final class Reception implements ClosedAfterEach {

    public static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    public static final Duration EMPTY_TIMEOUT = Duration.ofMinutes(7);
    public static final RoomProfiles PROFILES = new RoomProfiles(EMPTY_TIMEOUT, RoomPolicy.defaults());
    public static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    public static final String PIN = "492150";
    public static final ServiceNumber SERVICE = new ServiceNumber("84433");
    public static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private final TestFolder files = new TestFolder();
    public final MovingClock clock = new MovingClock(NOON);
    public Store store;
    public PinVault vault;
    public Consent consent;
    public Admission admission;
    public Codes codes;
    public CodeAdmission doors;
    public EntrancePoints entrance = EntrancePoints.NONE;
    public CodeSettings codeSettings = CodeSettings.defaults();
    private Set<InetAddress> relays = Set.of();

    public Reception() {
        this(AdmissionSettings.defaults());
    }

    public Reception(AdmissionSettings settings) {
        open(settings);
    }

    private void open(AdmissionSettings settings) {
        Path folder = files.path();
        store = SqliteStore.open(
                StoreSettings.at(MigratedFile.at(folder.resolve("convoke.db"))), StoreSecret.random(), THREADS);
        vault = PinVault.open(folder.resolve("convoke.key"));
        consent = new Consent(store.optOuts(), store.blocks(), clock);
        admission = new Admission(
                store,
                consent,
                vault,
                new Addresses(Reception::isDialled, relays),
                settings,
                codeSettings,
                PROFILES,
                clock);
        codes = new Codes(store, vault.subkey("call-in"), codeSettings, entrance, clock);
        doors = new CodeAdmission(store, consent, settings, PROFILES);
    }

    /** The same server, started again with an address as that of a relay. */
    public void reopenWithRelay(String address) {
        relays = Set.of(DeviceAddress.parseIp(address).orElseThrow());
        reopen(AdmissionSettings.defaults());
    }

    /** A meeting of the room in which a person was with that role, as the record has it. */
    public void wasIn(int person, String role) {
        long meeting = store.meetings().open(ROOM, clock.instant()).join();
        store.meetings()
                .joined(meeting, new Person.Phone(person(person)), "Ann", role, clock.instant())
                .join();
        store.meetings().close(meeting, "empty", clock.instant()).join();
    }

    /** The same server on the same files, started again. */
    public void reopen(AdmissionSettings settings) {
        store.close();
        open(settings);
    }

    /** The address policy of the tests: everything but 10.0.0.0/8. */
    private static boolean isDialled(DeviceAddress address) {
        return address.ip().getAddress()[0] != 10;
    }

    /** The folder of the store and of the key. */
    public Path folder() {
        return files.path();
    }

    /** Opens the room ROOM with the PIN PIN. */
    public Reception withRoom() {
        add(row(ROOM, PIN, Optional.empty()));
        return this;
    }

    public RoomRow row(ConferenceNumber number, String pin, Optional<String> participantPin) {
        return new RoomRow(
                number,
                "Budget",
                digest(number, pin),
                participantPin.map(digits -> digest(number, digits)),
                Optional.empty(),
                false,
                Optional.empty(),
                NOON);
    }

    private PinDigest digest(ConferenceNumber number, String pin) {
        return vault.digest(number, Pin.parse(pin).orElseThrow());
    }

    public void add(RoomRow row) {
        if (!store.rooms().add(row).join()) {
            throw new AssertionError("room " + row.number() + " was not added");
        }
    }

    public static RoomRow bound(RoomRow row, ServiceNumber number) {
        return row.withServiceNumber(Optional.of(number));
    }

    public BookingRow book(String localStart, String zone, Duration length) {
        BookingRow booking = new BookingRow(0, ROOM, LocalDateTime.parse(localStart), ZoneId.of(zone), length);
        var added = store.bookings().add(booking).join();
        if (added.outcome() != Outcome.DONE) {
            throw new AssertionError("the booking was not added: " + added.outcome());
        }
        return added.booking();
    }

    public static Msisdn person(int number) {
        return new Msisdn(String.format("+4477009%05d", number));
    }

    public static DialIn text(int person, ServiceNumber to, String text) {
        return new DialIn(person, "main", person(person), to, NOON, DialInParser.parse(text));
    }

    /** Decides about a text to the ordinary service number. */
    public Verdict decide(int person, String text) {
        return decide(person, SERVICE, text);
    }

    public Verdict decide(int person, ServiceNumber to, String text) {
        DialIn dialIn = text(person, to, text);
        if (dialIn.text() instanceof Entry entry) {
            return admission.decide(dialIn, entry);
        }
        throw new AssertionError("no entry: " + dialIn.text());
    }

    public Verdict atTheDoor(int person, String address, String number, Optional<String> pin) {
        Visitor visitor =
                new Visitor(person(person), DeviceAddress.parse(address).orElseThrow(), SERVICE, Optional.empty());
        return admission.decideAtTheDoor(visitor, new ConferenceNumber(number), pin.flatMap(Pin::parse));
    }

    /** What became of it, in a word or two: a role, {@code ask}, or the label of a refusal. */
    public static String word(Verdict verdict) {
        return verdict.fold(
                admitted -> admitted.entry().role().name().toLowerCase(java.util.Locale.ROOT),
                ask -> "ask",
                letIn -> "let in as " + letIn.entry().role().name().toLowerCase(java.util.Locale.ROOT),
                refused -> refused.reason().label());
    }

    public static String sentence(Verdict verdict) {
        return verdict.fold(admitted -> "", ask -> "", letIn -> "", Verdict.Refused::sentence);
    }

    @Override
    public void close() {
        store.close();
        files.close();
    }
}
