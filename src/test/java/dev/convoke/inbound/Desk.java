package dev.convoke.inbound;

import static org.awaitility.Awaitility.await;

import dev.convoke.ClosedAfterEach;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.invitation.Invitations;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.ReceivedText;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Visitor;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Extension;
import dev.convoke.store.BlockRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import dev.convoke.terms.Originator;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A front desk on a real store, with a dialler, an inbox and an outbox that record what they are asked for. */
final class Desk implements ClosedAfterEach {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One dial-out that was asked for; the test says what becomes of it. */
    record Dialled(DeviceAddress to, Object who, CompletableFuture<Optional<RefusalReason>> result) {
        void arrives() {
            result.complete(Optional.empty());
        }

        void fails(RefusalReason reason) {
            result.complete(Optional.of(reason));
        }
    }

    /** One text that was taken off the inbox. */
    record Settled(long id, String outcome, boolean accepted) {}

    /** What whoever gives a wrong number or PIN is told. */
    static final String NOT_ACCEPTED = "Number or PIN not accepted. Check both and text again.";

    static final ServiceNumbers HOME = new ServiceNumbers(List.of(Reception.SERVICE, new ServiceNumber("+441632960961")), "GB");

    final Reception reception = new Reception().withRoom();
    MoHandler desk;
    final List<Dialled> dialled = new CopyOnWriteArrayList<>();
    final List<Settled> settled = new CopyOnWriteArrayList<>();
    final List<MobileTerminated> answers = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    volatile List<RosterRow> roster = List.of();
    volatile boolean inMeeting = true;
    volatile boolean lockChanges = true;
    volatile Extender extender = Extender.none();
    volatile boolean outboxFails;
    private final AtomicLong ids = new AtomicLong();

    Desk() {
        open(AdmissionSettings.defaults());
    }

    private void open(AdmissionSettings settings) {
        desk = new MoHandler(
                reception.admission,
                reception.consent,
                ports(settings, new Phones(), this::settle, this::send),
                settings,
                reception.clock,
                Reception.THREADS);
    }

    /** The same server, started again with other settings; nothing that was recorded before is left. */
    void reopen(AdmissionSettings others) {
        desk.close();
        reception.reopen(others);
        List.of(dialled, settled, answers, commands).forEach(List::clear);
        open(others);
    }

    /** Ports of a desk on the same store and meetings. */
    MoHandler.Ports ports(Dialler dialler, Settler settler, Consumer<MobileTerminated> outbox) {
        return ports(AdmissionSettings.defaults(), dialler, settler, outbox);
    }

    private MoHandler.Ports ports(
            AdmissionSettings settings, Dialler dialler, Settler settler, Consumer<MobileTerminated> outbox) {
        return new MoHandler.Ports(
                dialler,
                new MeetingsNow(),
                new Invitations(reception.store, reception.consent, HOME, settings, outbox, reception.clock),
                settler,
                outbox);
    }

    private void send(MobileTerminated answer) {
        if (outboxFails) {
            throw new IllegalStateException("wanted by this test");
        }
        answers.add(answer);
    }

    private void settle(long id, String outcome, boolean accepted) {
        settled.add(new Settled(id, outcome, accepted));
    }

    private final class Phones implements Dialler {
        @Override
        public CompletionStage<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry) {
            return record(to, entry);
        }

        @Override
        public CompletionStage<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
            return record(to, visitor);
        }

        private CompletionStage<Optional<RefusalReason>> record(DeviceAddress to, Object who) {
            CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
            dialled.add(new Dialled(to, who, result));
            return result;
        }
    }

    private final class MeetingsNow implements Meetings {
        @Override
        public CompletionStage<Boolean> close(ConferenceNumber room) {
            commands.add("close " + room);
            return CompletableFuture.completedFuture(inMeeting);
        }

        @Override
        public CompletionStage<List<RosterRow>> who(ConferenceNumber room) {
            commands.add("who " + room);
            return CompletableFuture.completedFuture(roster);
        }

        @Override
        public CompletionStage<Optional<Boolean>> lock(ConferenceNumber room, Msisdn by, boolean on) {
            commands.add((on ? "lock " : "unlock ") + room);
            return CompletableFuture.completedFuture(inMeeting ? Optional.of(lockChanges) : Optional.empty());
        }

        @Override
        public CompletionStage<Extension> extend(ConferenceNumber room, Msisdn by, Duration span) {
            commands.add("extend " + room + " " + span);
            return extender.extend(room, span);
        }
    }

    /** Hands a text of a person over; answers its id. */
    long texts(int person, String text) {
        return texts(new Originator.Phone(Reception.person(person)), text);
    }

    long texts(Originator from, String text) {
        long id = ids.incrementAndGet();
        if (!desk.take(received(id, from, text))) {
            throw new AssertionError("text " + id + " was not taken");
        }
        return id;
    }

    ReceivedText received(long id, Originator from, String text) {
        return ReceivedText.stored(
                id,
                new MobileOriginated(
                        "main", from, Reception.SERVICE, text, Optional.empty(), reception.clock.instant()));
    }

    /** Hands a text over and waits until it has been settled; answers its outcome. */
    String outcomeOf(int person, String text) {
        return outcomeOf(texts(person, text));
    }

    /** Waits until a text has been settled; answers its outcome. */
    String outcomeOf(long id) {
        await().atMost(PATIENCE).until(() -> settled.stream().anyMatch(s -> s.id() == id));
        return settled.stream()
                .filter(s -> s.id() == id)
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    /** Hands a text over and waits until its device is being dialled. */
    Dialled dialFor(int person, String text) {
        int before = dialled.size();
        texts(person, text);
        await().atMost(PATIENCE).until(() -> dialled.size() > before);
        return dialled.get(before);
    }

    void block(String pattern, Optional<ConferenceNumber> room, boolean allow) {
        reception
                .store
                .blocks()
                .put(new BlockRow(
                        new NumberPattern(pattern), room, allow, "", reception.clock.instant(), Optional.empty()))
                .join();
    }

    List<String> sentences() {
        return answers.stream().map(MobileTerminated::text).toList();
    }

    @Override
    public void close() {
        desk.close();
        reception.close();
    }
}
