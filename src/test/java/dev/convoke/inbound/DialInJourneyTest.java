package dev.convoke.inbound;

import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.Verdict.Admitted;
import dev.convoke.admission.Visitor;
import dev.convoke.dialout.DialOut;
import dev.convoke.dialout.DialOuts;
import dev.convoke.invitation.Invitations;
import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.paging.Inbox;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.DoorDecision;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Originator;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** US 8,018,877 steps 420–475 from the received text on: durable inbox, SQLite, dial-out and rooms as they are, devices on loopback. */
@Timeout(30)
class DialInJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private final List<MobileTerminated> answers = new CopyOnWriteArrayList<>();
    private Engine engine;
    private DialOut dialOut;
    private Inbox inbox;
    private MoHandler desk;

    @BeforeEach
    void open() {
        engine = new Engine();
        dialOut = DialOuts.into(engine, DialOuts.fast());
        inbox = new Inbox(
                reception.store.inbox(),
                reception.store.parts(),
                InboxSettings.defaults(),
                Clock.systemUTC(),
                Reception.THREADS);
        AdmissionSettings settings = AdmissionSettings.defaults();
        Meetings meetings = Meetings.of(engine.rooms());
        desk = new MoHandler(
                reception.admission,
                reception.consent,
                new MoHandler.Ports(
                        new Phones(),
                        meetings,
                        new Invitations(
                                reception.store,
                                reception.consent,
                                Desk.HOME,
                                settings,
                                reception.codes,
                                (text, host) -> answers.add(text),
                                reception.clock),
                        reception.codes,
                        reception.doors,
                        inbox::settle,
                        answers::add),
                settings,
                reception.clock,
                Reception.THREADS);
        inbox.start(desk::take);
    }

    @AfterEach
    void close() {
        desk.close();
        inbox.close();
        engine.close();
    }

    private final class Phones implements Dialler {
        @Override
        public CompletionStage<Optional<RefusalReason>> dial(DeviceAddress to, dev.convoke.room.RoomEntry entry) {
            return dialOut.dial(to, new Destination.InRoom(entry));
        }

        @Override
        public CompletionStage<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
            return dialOut.dial(to, new Destination.AtDoor((number, pin) -> atTheDesk(visitor, number, pin)));
        }
    }

    private CompletionStage<DoorDecision> atTheDesk(Visitor visitor, ConferenceNumber number, Optional<Pin> pin) {
        return desk.doorService()
                .atTheDoor(visitor, number, pin)
                .thenApply(verdict -> verdict instanceof Admitted admitted
                        ? new DoorDecision.ComeIn(admitted.entry())
                        : new DoorDecision.NotYet(RefusalReason.WRONG_PIN, Reception.sentence(verdict)));
    }

    private Taken texts(int person, String text) {
        return inbox.accept(new MobileOriginated(
                        "main",
                        new Originator.Phone(Reception.person(person)),
                        Reception.SERVICE,
                        text,
                        Optional.empty(),
                        Clock.systemUTC().instant()))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void allIsSettled() {
        await().atMost(PATIENCE).until(() -> reception.store.inbox().open(0, 10).isEmpty());
    }

    @Test
    void aTextOpensTheRoomATextJoinsItAndTheyTalk() {
        SimulatedDevice alice = engine.device();
        SimulatedDevice bob = engine.device();

        texts(1, "OPEN " + alice.address() + " 8401234 492150 Alice");
        hears(alice, "The room is open. Here now: Alice. Moderator: Alice.");
        texts(2, bob.address() + " 8401234 Bob");
        hears(alice, "* Bob joined");
        bob.say("hello");

        hears(alice, "<Bob> hello");
        allIsSettled();
        assertThat(answers).isEmpty();
    }

    @Test
    void theSameTextSentAgainByTheMessageCentreIsOneDialIn() {
        SimulatedDevice alice = engine.device();
        String text = alice.address() + " 8401234 492150 Alice";

        assertThat(texts(1, text)).isEqualTo(Taken.STORED);
        hears(alice, "The room is open.");

        assertThat(texts(1, text)).isEqualTo(Taken.DUPLICATE);
    }

    @Test
    void withAWrongPinTheDeviceIsNotConnectedToAndItsOwnerIsTold() {
        SimulatedDevice alice = engine.device();

        texts(1, alice.address() + " 8401234 000000 Alice");
        await().atMost(PATIENCE).until(() -> answers.size() == 1);

        assertThat(answers.get(0).text()).isEqualTo("Number or PIN not accepted. Check both and text again.");
        assertThat(alice.heard()).isEmpty();
        assertThat(alice.awaitHangUps(1, Duration.ZERO)).isFalse();
        allIsSettled();
    }

    @Test
    void aDeviceThatDoesNotListenIsReportedAfterTheLastTry() {
        SimulatedDevice gone = engine.device();
        gone.close();

        texts(1, gone.address() + " 8401234 492150 Alice");
        await().atMost(PATIENCE).until(() -> answers.size() == 1);

        assertThat(answers.get(0).text())
                .startsWith("Could not connect to " + gone.address().inWords());
        allIsSettled();
    }

    @Test
    void anAddressAloneIsAskedForNumberAndPin() {
        SimulatedDevice alice = engine.device();

        texts(1, alice.address() + " Alice");
        hears(alice, "? Conference number:");
        alice.say("8401234");
        hears(alice, "? PIN");
        alice.say("000000");
        hears(alice, "! Number or PIN not accepted.");
        alice.say("8401234");
        alice.say("492150");

        hears(alice, "The room is open. Here now: Alice. Moderator: Alice.");
        allIsSettled();
        assertThat(answers).isEmpty();
    }

    @Test
    void theModeratorEndsTheMeetingByText() {
        SimulatedDevice alice = engine.device();
        texts(1, alice.address() + " 8401234 492150 Alice");
        hears(alice, "The room is open.");

        texts(1, "WHO 8401234 492150");
        await().atMost(PATIENCE).until(() -> answers.size() == 1);
        texts(1, "CLOSE 8401234 492150");

        hears(alice, "The meeting is over: the moderator closed the meeting.");
        await().atMost(PATIENCE).until(() -> answers.size() == 2);
        assertThat(answers.stream().map(MobileTerminated::text))
                .containsExactly("Room 8401234, 1 in: Alice (moderator)", "Room 8401234 is closed.");
    }
}
