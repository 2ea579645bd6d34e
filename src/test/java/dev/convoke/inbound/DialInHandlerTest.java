package dev.convoke.inbound;

import static dev.convoke.inbound.Desk.NOT_ACCEPTED;
import static dev.convoke.inbound.Desk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.PinVault;
import dev.convoke.admission.Visitor;
import dev.convoke.inbound.Desk.Dialled;
import dev.convoke.inbound.Desk.Settled;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.room.RoomEntry;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Originator;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the text to the dial-out, the answer, and the settled row. */
@Timeout(30)
class DialInHandlerTest {

    @RegisterExtension
    private final Desk desk = new Desk();

    @Test
    void anAdmittedTextIsDialledAndSettledOnlyWhenTheDeviceIsInTheRoom() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000 8401234 492150 Alice");
        assertThat(dialled.who())
                .isInstanceOfSatisfying(
                        RoomEntry.class, entry -> assertThat(entry.role()).isEqualTo(Role.MODERATOR));
        assertThat(desk.settled).isEmpty();

        dialled.arrives();

        assertThat(desk.outcomeOf(1)).isEqualTo("in-room");
        assertThat(desk.settled).containsExactly(new Settled(1, "in-room", true));
        assertThat(desk.answers).isEmpty();
    }

    @Test
    void aWrongPinConnectsToNothingAndIsAnsweredFromTheNumberAndLinkOfTheText() {
        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000")).isEqualTo("wrong-pin");

        assertThat(desk.dialled).isEmpty();
        assertThat(desk.settled).containsExactly(new Settled(1, "wrong-pin", false));
        assertThat(desk.answers)
                .containsExactly(new MobileTerminated(
                                Reception.person(1),
                                Reception.SERVICE,
                                NOT_ACCEPTED,
                                "main",
                                MobileTerminated.Urgency.ANSWER,
                                Reception.NOON.plus(Duration.ofMinutes(10)))
                        .about(Optional.of(Reception.ROOM)));
    }

    @Test
    void whoIsNotReachedIsToldTheAddress() {
        desk.dialFor(1, "198.51.100.7:5000 8401234").fails(RefusalReason.UNREACHABLE);

        assertThat(desk.outcomeOf(1)).isEqualTo("unreachable");
        assertThat(desk.sentences())
                .containsExactly(
                        "Could not connect to 198.51.100.7 port 5000. Is the port open? Text again when it is.");
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.UNREACHABLE, 1L);
    }

    @Test
    void whoFindsTheRoomFullIsTold() {
        desk.dialFor(1, "198.51.100.7:5000 8401234").fails(RefusalReason.ROOM_FULL);

        assertThat(desk.outcomeOf(1)).isEqualTo("room-full");
        assertThat(desk.sentences()).containsExactly("The room is full.");
    }

    @Test
    void aDialOutThatBreaksIsOurTrouble() {
        desk.dialFor(1, "198.51.100.7:5000 8401234")
                .result()
                .completeExceptionally(new IllegalStateException("no loop (wanted by this test)"));

        assertThat(desk.outcomeOf(1)).isEqualTo("busy");
        assertThat(desk.sentences()).containsExactly("The service is busy. Text again in a minute.");
    }

    @Test
    void aDecisionThatFailsIsOurTroubleAndCostsOneTextOnly() {
        PinVault old = PinVault.open(desk.reception.folder().resolve("old.key"));
        ConferenceNumber number = new ConferenceNumber("5550000");
        var row = desk.reception.row(number, "717273", Optional.empty());
        desk.reception.add(new dev.convoke.store.RoomRow(
                number,
                row.name(),
                old.digest(number, Pin.parse("717273").orElseThrow()),
                row.participantPin(),
                row.serviceNumber(),
                row.transcript(),
                row.emptyTimeout(),
                row.createdAt()));

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 5550000 717273")).isEqualTo("busy");
        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000")).isEqualTo("wrong-pin");
    }

    @Test
    void oneSendersTextsAreDecidedInOrder() {
        List<Long> ids = IntStream.range(0, 200)
                .mapToObj(i -> desk.texts(i % 5, "198.51.100.7:5000 8401234 00000" + i % 10))
                .toList();
        await().atMost(PATIENCE).until(() -> desk.settled.size() == ids.size());

        for (int person = 0; person < 5; person++) {
            int who = person;
            assertThat(desk.settled.stream().map(Settled::id).filter(id -> (id - 1) % 5 == who))
                    .hasSize(40)
                    .isSorted();
        }
    }

    @Test
    void aDialOutUnderWayHoldsUpNobodyNotEvenItsSender() {
        desk.dialFor(1, "198.51.100.7:5000 8401234");

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 9999999")).isEqualTo("unknown-room");
        assertThat(desk.dialFor(2, "198.51.100.8:5000 8401234").to()).hasToString("198.51.100.8:5000");
    }

    @Test
    void aRefusalAfterADialOutIsDealtWithOnTheSendersThread() {
        assertThat(threadOfTheEnd(Optional.of(RefusalReason.UNREACHABLE))).startsWith("admission-");
        assertThat(threadOfTheEnd(Optional.of(RefusalReason.WRONG_PIN))).startsWith("admission-");
    }

    @Test
    void whoIsInARoomCostsNoThreadMore() {
        assertThat(threadOfTheEnd(Optional.empty()))
                .isEqualTo(Thread.currentThread().getName());
    }

    /** On which thread a text is settled whose dial-out ends on this one. */
    private String threadOfTheEnd(Optional<RefusalReason> end) {
        CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        CompletableFuture<String> settledOn = new CompletableFuture<>();
        CompletableFuture<String> nextSettledOn = new CompletableFuture<>();
        Dialler dialler = new Dialler() {
            @Override
            public CompletableFuture<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry) {
                return result;
            }

            @Override
            public CompletableFuture<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
                return result;
            }
        };
        try (MoHandler other = new MoHandler(
                desk.reception.admission,
                desk.reception.consent,
                desk.ports(
                        dialler,
                        (id, outcome, accepted) -> (id == 1 ? settledOn : nextSettledOn)
                                .complete(Thread.currentThread().getName()),
                        answer -> {}),
                AdmissionSettings.defaults(),
                desk.reception.clock,
                Reception.THREADS)) {
            Originator sender = new Originator.Phone(Reception.person(1));
            other.take(desk.received(1, sender, "198.51.100.7:5000"));
            other.take(desk.received(2, sender, "HELP"));
            // Behind the first, whose dial-out is under way then.
            await().until(nextSettledOn::isDone);

            result.complete(end);

            await().until(settledOn::isDone);
            return settledOn.join();
        }
    }

    @Test
    void aRefusalAfterADialOutIsSettledThoughItCannotBeAnswered() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000 8401234");
        desk.outboxFails = true;

        dialled.fails(RefusalReason.UNREACHABLE);

        assertThat(desk.outcomeOf(1)).isEqualTo("unreachable");
        assertThat(desk.settled).containsExactly(new Settled(1, "unreachable", false));
    }

    @Test
    void anAddressAloneIsDialledAndAsked() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000");

        assertThat(dialled.who()).isInstanceOf(Visitor.class);
        dialled.arrives();
        assertThat(desk.outcomeOf(1)).isEqualTo("in-room");
    }

    @Test
    void whoWasTurnedAwayAtTheDoorIsNotTexted() {
        List<RefusalReason> told = List.of(RefusalReason.WRONG_PIN, RefusalReason.TOO_EARLY, RefusalReason.NO_ANSWER);

        told.forEach(reason -> desk.dialFor(1, "198.51.100.7:5000").fails(reason));

        for (int i = 0; i < told.size(); i++) {
            assertThat(desk.outcomeOf(i + 1L)).isEqualTo(told.get(i).label());
        }
        assertThat(desk.answers).isEmpty();
    }
}
