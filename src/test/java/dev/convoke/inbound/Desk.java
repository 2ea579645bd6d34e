package dev.convoke.inbound;

import static org.awaitility.Awaitility.await;

import dev.convoke.ClosedAfterEach;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.admission.Visitor;
import dev.convoke.invitation.Invitations;
import dev.convoke.paging.MobileOriginated;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.ReceivedText;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.Glance;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Extension;
import dev.convoke.store.BlockRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.NumberPattern;
import dev.convoke.terms.Originator;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What deals with texts, on a real store, with a dialler, an inbox and an outbox that record what they are asked for. */
public final class Desk implements ClosedAfterEach {

    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One dial-out that was asked for; the test says what becomes of it. */
    public record Dialled(DeviceAddress to, Object who, CompletableFuture<Optional<RefusalReason>> result) {
        public void arrives() {
            result.complete(Optional.empty());
        }

        void fails(RefusalReason reason) {
            result.complete(Optional.of(reason));
        }
    }

    /** One text that was taken off the inbox. */
    public record Settled(long id, String outcome, boolean accepted) {}

    /** What whoever gives a wrong number or PIN is told. */
    public static final String NOT_ACCEPTED = "Number or PIN not accepted. Check both and text again.";

    public static final ServiceNumbers HOME =
            new ServiceNumbers(List.of(Reception.SERVICE, new ServiceNumber("+441632960961")), "GB");

    public final Reception reception = new Reception().withRoom();
    public MoHandler desk;
    public final List<Dialled> dialled = new CopyOnWriteArrayList<>();
    public final List<Settled> settled = new CopyOnWriteArrayList<>();
    public final List<MobileTerminated> answers = new CopyOnWriteArrayList<>();
    public final List<String> commands = new CopyOnWriteArrayList<>();
    volatile List<RosterRow> roster = List.of();
    volatile Optional<Glance> glance = Optional.empty();
    volatile boolean inMeeting = true;
    volatile boolean lockChanges = true;
    volatile Extender extender = Extender.none();
    volatile boolean outboxFails;
    private final AtomicLong ids = new AtomicLong();

    public Desk() {
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
    public void reopen(AdmissionSettings others) {
        desk.close();
        reception.reopen(others);
        List.of(dialled, settled, answers, commands).forEach(List::clear);
        open(others);
    }

    /** Ports of a desk on the same store and meetings. */
    public MoHandler.Ports ports(Dialler dialler, Settler settler, Consumer<MobileTerminated> outbox) {
        return ports(AdmissionSettings.defaults(), dialler, settler, outbox);
    }

    private MoHandler.Ports ports(
            AdmissionSettings settings, Dialler dialler, Settler settler, Consumer<MobileTerminated> outbox) {
        return new MoHandler.Ports(
                dialler,
                new MeetingsNow(),
                new Invitations(
                        reception.store,
                        reception.consent,
                        HOME,
                        settings,
                        reception.codes,
                        (text, host) -> outbox.accept(text),
                        reception.clock),
                reception.codes,
                reception.doors,
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

    /** Records what is asked of rooms, and answers as a room in such a state would. */
    private final class MeetingsNow implements Meetings {
        @Override
        public CompletionStage<Result> execute(ConferenceNumber room, Actor actor, RoomCommand command) {
            String word = command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            if (command instanceof ModeratorCommand.Extend extend) {
                commands.add(word + " " + room + " " + extend.span());
                return extender.extend(room, extend.span()).thenApply(MeetingsNow::answerOf);
            }
            commands.add(word + " " + room);
            return CompletableFuture.completedFuture(answerTo(command));
        }

        @Override
        public CompletionStage<Optional<Glance>> glance(ConferenceNumber room, Person who, Person by) {
            return CompletableFuture.completedFuture(glance);
        }

        private static Result answerOf(Extension extension) {
            return extension.outcome() == Extension.Outcome.EXTENDED
                    ? new Result.Told(extension.sentence())
                    : new Result.Refused(CommandRefusal.OVERLAPS, extension.sentence());
        }

        private Result answerTo(RoomCommand command) {
            if (command instanceof RoomCommand.Who) {
                return roster.isEmpty() ? new Result.NobodyHere() : new Result.Roster(roster);
            }
            if (!inMeeting) {
                return new Result.NobodyHere();
            }
            return command instanceof ModeratorCommand.Close || lockChanges
                    ? Result.Done.DONE
                    : new Result.Refused(CommandRefusal.UNCHANGED);
        }
    }

    /** Hands a text of a person over; answers its id. */
    public long texts(int person, String text) {
        return texts(new Originator.Phone(Reception.person(person)), text);
    }

    public long texts(Originator from, String text) {
        long id = ids.incrementAndGet();
        if (!desk.take(received(id, from, text))) {
            throw new AssertionError("text " + id + " was not taken");
        }
        return id;
    }

    public ReceivedText received(long id, Originator from, String text) {
        return ReceivedText.stored(
                id,
                new MobileOriginated(
                        "main", from, Reception.SERVICE, text, Optional.empty(), reception.clock.instant()));
    }

    /** Hands a text over and waits until it has been settled; answers its outcome. */
    public String outcomeOf(int person, String text) {
        return outcomeOf(texts(person, text));
    }

    /** Waits until a text has been settled; answers its outcome. */
    public String outcomeOf(long id) {
        await().atMost(PATIENCE).until(() -> settled.stream().anyMatch(s -> s.id() == id));
        return settled.stream()
                .filter(s -> s.id() == id)
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    /** Hands a text over and waits until its device is being dialled. */
    public Dialled dialFor(int person, String text) {
        int before = dialled.size();
        texts(person, text);
        await().atMost(PATIENCE).until(() -> dialled.size() > before);
        return dialled.get(before);
    }

    public void block(String pattern, Optional<ConferenceNumber> room, boolean allow) {
        reception
                .store
                .blocks()
                .put(new BlockRow(
                        new NumberPattern(pattern), room, allow, "", reception.clock.instant(), Optional.empty()))
                .join();
    }

    public List<String> sentences() {
        return answers.stream().map(MobileTerminated::text).toList();
    }

    @Override
    public void close() {
        desk.close();
        reception.close();
    }
}
