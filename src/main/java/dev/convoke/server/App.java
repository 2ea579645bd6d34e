package dev.convoke.server;

import dev.convoke.admission.Addresses;
import dev.convoke.admission.Admission;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeAdmission;
import dev.convoke.admission.Consent;
import dev.convoke.admission.PinVault;
import dev.convoke.admission.Visitor;
import dev.convoke.callin.CallIn;
import dev.convoke.callin.Unproved;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.dialout.DialOut;
import dev.convoke.inbound.Dialler;
import dev.convoke.inbound.DoorService;
import dev.convoke.inbound.Meetings;
import dev.convoke.inbound.MoHandler;
import dev.convoke.inbound.Settler;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.Deliveries;
import dev.convoke.invitation.Invitations;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.net.AddressPolicy;
import dev.convoke.net.OwnAddresses;
import dev.convoke.net.Transport;
import dev.convoke.operator.LinkControl;
import dev.convoke.paging.Inbox;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.Outbox;
import dev.convoke.paging.Receipts;
import dev.convoke.persistence.BanCache;
import dev.convoke.persistence.CodeRevoker;
import dev.convoke.persistence.MeetingRecorder;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.schedule.BookingExtender;
import dev.convoke.schedule.BookingScheduler;
import dev.convoke.session.DoorDecision;
import dev.convoke.session.Protocols;
import dev.convoke.smpp.Links;
import dev.convoke.store.BookingRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.sqlite.ServerLock;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.web.WebDoor;
import dev.convoke.wire.LineFormat;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole house, wired: texts come in over the links, go through the inbox, the grammar and admission to the dial-out, and
 * end as legs of rooms or as replies in the outbox (US 8,018,877 FIG. 4).
 *
 * <p>{@link #start} opens everything and {@link #close} closes it in the order in which nothing is lost: what is still
 * received is on disk and dealt with after the next start.
 */
public final class App implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /** How long people have to read why their meeting ends. */
    private static final long FAREWELL_S = 5;

    private final Closer closer;
    private final Settings settings;
    private final Store store;
    private final PinVault pins;
    private final Codes codes;
    private final Rooms rooms;
    private final Links links;
    private final MoHandler inbound;
    private final Optional<CallIn> callIn;
    private final Optional<WebDoor> web;

    private App(Settings settings, Clock clock, Closer closer) {
        this.closer = closer;
        this.settings = settings;
        ThreadMaker threads =
                new ThreadMaker((thread, failure) -> LOG.error("thread {} ended", thread.getName(), failure));
        Lazy<DoorService> lateDoor = new Lazy<>();
        LatePorts ports = new LatePorts();
        LineFormat format = new LineFormat();

        pins = PinVault.open(settings.pinKeyFile());
        closer.add("server lock", ServerLock.take(settings.store().path()));
        store = closer.add("store", SqliteStore.open(settings.store(), StoreSecret.of(pins.subkey("inbox")), threads));
        codes = new Codes(
                store,
                pins.subkey("call-in"),
                settings.codes(),
                settings.entrance(),
                ports.entrance(settings.entrance()),
                clock);
        Inbox inbox = closer.add("inbox", new Inbox(store.inbox(), store.parts(), settings.inbox(), clock, threads));
        Transport transport =
                closer.add("transport", Transport.start(settings.dialOut().transport(), settings.loops()));
        Lazy<Rooms> lateRooms = new Lazy<>();
        Deliveries deliveries = new Deliveries(
                (room, host, guest, delivered) -> lateRooms.get().delivered(room, host, guest, delivered));
        Receipts receipts = new Receipts(store.outbox(), deliveries, clock);
        links = closer.add("links", new Links(settings.smpp(), inbox, receipts, clock, threads));
        Outbox outbox =
                closer.add("outbox", new Outbox(store.outbox(), links, settings.outbox(), deliveries, clock, threads));

        Lazy<BookingScheduler> lateScheduler = new Lazy<>();
        BanCache bans = new BanCache(store.bans(), clock);
        BookingExtender extender = new BookingExtender(
                store.bookings(),
                settings.admission().early(),
                clock,
                () -> lateScheduler.get().refreshSoon());
        RoomPorts roomPorts = new RoomPorts(
                new MeetingRecorder(store.meetings(), format),
                bans,
                extender,
                (room, host, typed) -> lateDoor.get().invite(new Invitations.Wish(room, host, Optional.empty(), typed)),
                new CodeRevoker(
                        store.codes(), (room, by, count) -> lateDoor.get().bearers(room, by, count), clock),
                ports);
        rooms = new Rooms(transport.loops(), settings.room(), roomPorts, clock);
        lateRooms.set(rooms);
        closer.onClose("rooms", () -> rooms.closeAll(CloseReason.SHUTDOWN).get(FAREWELL_S, TimeUnit.SECONDS));
        AddressPolicy policy = new AddressPolicy(
                settings.dialOut().allow(),
                settings.dialOut().deny(),
                OwnAddresses.ofThisMachine(),
                settings.dialOut().minPort());
        LegSetup legs = new LegSetup(
                rooms,
                Protocols.with(format, settings.session(), new NumberingPlan(settings.region())),
                settings.dialOut().promptTimeout());
        closer.onClose("legs", () -> legs.farewell().get(FAREWELL_S, TimeUnit.SECONDS));
        DialOut dialOut = new DialOut(transport, policy, settings.dialOut(), legs);

        inbound = closer.add(
                "inbound",
                inbound(
                        dialler(dialOut, lateDoor),
                        policy,
                        settler(inbox),
                        text -> send(outbox, text, id -> {}),
                        (text, host) -> send(
                                outbox, text, id -> host.ifPresent(person -> deliveries.sending(id, text, person))),
                        clock,
                        threads));
        lateDoor.set(inbound.doorService());
        CodeGate gate = new CodeGate(
                inbound.doorService(), rooms, settings.serviceNumbers().stream().findFirst());
        Unproved unproved = new Unproved(settings.callIn().unproved());
        callIn = settings.callIn().isOn()
                ? Optional.of(closer.add("call-in", callIn(transport, legs, gate, unproved, threads)))
                : Optional.empty();
        callIn.ifPresentOrElse(ports::set, this::warnOfPortsAlone);
        web = WebDoor.open(
                transport, settings.web(), new WebDoor.Visitors(legs, gate, unproved, settings.callIn()), threads);
        web.ifPresent(door -> closer.add("web", door));

        LOG.info("sockets are driven by {}, rooms by {} event loops", transport.name(), settings.loops());
        closeAbandoned(clock);
        reportRoomsOfAnotherKey();
        outbox.start();
        Housekeeping housekeeping =
                closer.add("housekeeping", new Housekeeping(store, settings, bans, rooms, clock, threads));
        lateScheduler.set(closer.add(
                "schedule",
                BookingScheduler.start(settings.schedule(), store.bookings(), rooms, App::doorsOpen, clock)));
        inbox.start(inbound::take);
        LinkControl linkControl = new LinkControl(store.links(), links, clock);
        linkControl.begin();
        links.start();
        housekeeping.every(LinkControl.INTERVAL, "keeping the links", linkControl::refresh);
    }

    /**
     * Starts everything.
     *
     * @throws RuntimeException if a part cannot be started; what was opened is closed again then. A link that cannot bind yet is no
     *     reason: it is retried
     */
    public static App start(Settings settings, Clock clock) {
        Closer closer = new Closer();
        try {
            return new App(settings, clock, closer);
        } catch (RuntimeException failure) {
            closer.close();
            throw failure;
        }
    }

    private MoHandler inbound(
            Dialler dialler,
            AddressPolicy policy,
            Settler settler,
            Consumer<MobileTerminated> sender,
            Invitations.Outlet invitations,
            Clock clock,
            ThreadMaker threads) {
        AdmissionSettings admissionSettings = settings.admission();
        Consent consent = new Consent(store.optOuts(), store.blocks(), clock);
        Addresses addresses = new Addresses(policy::allows, settings.dialOut().relays());
        Admission admission = new Admission(
                store, consent, pins, addresses, admissionSettings, settings.codes(), settings.profiles(), clock);
        Meetings meetings = Meetings.of(rooms);
        MoHandler.Ports ports = new MoHandler.Ports(
                dialler,
                meetings,
                new Invitations(store, consent, settings.ownNumbers(), admissionSettings, codes, invitations, clock),
                codes,
                new CodeAdmission(store, consent, admissionSettings, settings.profiles()),
                settler,
                sender);
        return new MoHandler(admission, consent, ports, admissionSettings, clock, threads);
    }

    private CallIn callIn(Transport transport, LegSetup legs, CodeGate gate, Unproved unproved, ThreadMaker threads) {
        String address = settings.entrance().callIn().orElse("");
        return CallIn.start(transport, settings.callIn(), address, legs, gate, unproved, threads);
    }

    private void warnOfPortsAlone() {
        if (settings.callIn().ports().range().isPresent()) {
            LOG.warn("call-in.ports: meetings get no ports as long as call-in.port is 0");
        }
    }

    private static Dialler dialler(DialOut dialOut, Lazy<DoorService> door) {
        return new Dialler() {
            @Override
            public CompletionStage<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry) {
                return dialOut.dial(to, new Destination.InRoom(entry));
            }

            @Override
            public CompletionStage<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
                return dialOut.dial(
                        to, new Destination.AtDoor((number, pin) -> atTheDoor(door.get(), visitor, number, pin)));
            }
        };
    }

    private static Settler settler(Inbox inbox) {
        return new Settler() {
            @Override
            public void settle(long textId, String outcome, boolean accepted) {
                inbox.settle(textId, outcome, accepted);
            }

            @Override
            public void about(long textId, ConferenceNumber room) {
                inbox.about(textId, room);
            }
        };
    }

    private static void send(Outbox outbox, MobileTerminated text, LongConsumer known) {
        var unused = outbox.send(text, known).exceptionally(failure -> {
            LOG.error("a text to {} is lost: {}", text.to(), failure.toString());
            return null;
        });
    }

    /** Whoever lost the key file, or put another in its place, hears it at the start and not from people who cannot get in. */
    private void reportRoomsOfAnotherKey() {
        long locked = store.rooms().list(Integer.MAX_VALUE).stream()
                .filter(room -> !pins.isOurs(room.moderatorPin()))
                .count();
        if (locked > 0) {
            LOG.error(
                    "{} rooms cannot be entered: their PINs were set under another key than {} holds; restore that file, or"
                            + " set the PINs anew with convoke room set NUMBER --pin PIN",
                    locked,
                    settings.pinKeyFile());
        }
    }

    /** Meetings that a crash ended without anybody writing it down. */
    private void closeAbandoned(Clock clock) {
        var unused = store.meetings()
                .closeAbandoned("server-crashed", clock.instant())
                .whenComplete((count, failure) -> {
                    if (failure != null) {
                        LOG.error("meetings before the start stay open on record: {}", failure.toString());
                    } else if (count > 0) {
                        LOG.warn("{} meetings were cut off when the server stopped last", count);
                    }
                });
    }

    private static void doorsOpen(BookingRow booking) {
        LOG.info("the doors of room {} are open for booking {}", booking.room(), booking.id());
    }

    /** Asks for someone who was connected without a number. */
    private static CompletionStage<DoorDecision> atTheDoor(
            DoorService door, Visitor visitor, ConferenceNumber number, Optional<Pin> pin) {
        return door.atTheDoor(visitor, number, pin)
                .thenApply(verdict -> verdict.fold(
                        admitted -> new DoorDecision.ComeIn(admitted.entry()),
                        ask -> new DoorDecision.NotYet(
                                RefusalReason.UNKNOWN_ROOM, RefusalReason.UNKNOWN_ROOM.sentence("")),
                        letIn -> new DoorDecision.ComeIn(letIn.entry()),
                        refused -> new DoorDecision.NotYet(refused.reason(), refused.sentence())));
    }

    /** The settings it was started with. */
    public Settings settings() {
        return settings;
    }

    /** What is on disk. */
    public Store store() {
        return store;
    }

    /** Makes and checks PINs. */
    public PinVault pins() {
        return pins;
    }

    /** The rooms in which someone is. */
    public Rooms rooms() {
        return rooms;
    }

    /** The links to message centres. */
    public Links links() {
        return links;
    }

    /** What deals with the texts. */
    public MoHandler inbound() {
        return inbound;
    }

    /** Issues and knows the codes of invitations. */
    public Codes codes() {
        return codes;
    }

    /** Where devices call in; empty if they cannot. */
    public Optional<CallIn> callIn() {
        return callIn;
    }

    /** Where browsers come in; empty if they cannot. */
    public Optional<WebDoor> web() {
        return web;
    }

    /** Closes everything: rooms with a notice to everyone in them, then the links, then the store. */
    @Override
    public void close() {
        closer.close();
    }
}
