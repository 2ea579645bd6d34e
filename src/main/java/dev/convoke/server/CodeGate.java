package dev.convoke.server;

import dev.convoke.admission.Addresses;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.callin.Gate;
import dev.convoke.callin.Lookers;
import dev.convoke.inbound.DoorService;
import dev.convoke.inbound.DoorService.CodeCall;
import dev.convoke.inbound.DoorService.WordsCall;
import dev.convoke.inbound.Sight;
import dev.convoke.room.Room;
import dev.convoke.room.Rooms;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.event.Glance;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.PrivateEvent.Look;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.store.BookingRow;
import dev.convoke.store.CodeRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.ServiceNumber;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts what those present who have connected to us before {@link DoorService}, whatever way they came. Any thread. */
final class CodeGate implements Gate {

    /** A link opened in one program and then in another, a page that was loaded anew while its first connection is not known lost. */
    private static final int LOOKERS_PER_CODE = 8;

    private final Lookers lookers = new Lookers(LOOKERS_PER_CODE);
    private final DoorService door;
    private final Rooms rooms;
    private final Optional<ServiceNumber> usual;

    /** With the number to text for rooms that have none of their own. */
    CodeGate(DoorService door, Rooms rooms, Optional<ServiceNumber> usual) {
        this.door = door;
        this.rooms = rooms;
        this.usual = usual;
    }

    @Override
    public String networkOf(InetAddress from) {
        return Addresses.networkOf(from);
    }

    @Override
    public CompletionStage<Optional<String>> meeting(ConferenceNumber room) {
        return rooms.ask(room, Room::meeting)
                .thenApply(found -> found.flatMap(meeting -> meeting))
                .exceptionally(gone -> Optional.empty());
    }

    @Override
    public CodePolicy policy(String network) {
        return new FromNetwork(network);
    }

    @Override
    public CodePolicy policy(String network, MeetingPorts.Owner owner) {
        return new AtPort(this, door, network, owner);
    }

    @Override
    public CompletionStage<Optional<PrivateEvent>> openPort(ConferenceNumber room, Person by) {
        return rooms.execute(room, new Actor.Seated(by), new ModeratorCommand.OpenPort())
                .thenApply(Result::asEvent)
                .exceptionally(gone -> Optional.empty());
    }

    private final class FromNetwork implements CodePolicy {

        private final String network;
        private final Lookers.Looker looker = lookers.one();

        FromNetwork(String network) {
            this.network = network;
        }

        @Override
        public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
            if (what instanceof Presented.Code code) {
                return admit(new CodeCall(code.code(), code.nick(), code.session(), code.resume(), network));
            }
            if (what instanceof Presented.Open open) {
                return admit(open);
            }
            return what instanceof Presented.Line line
                    ? admit(line)
                    : CompletableFuture.completedFuture(decision(new Refused(RefusalReason.BAD_CODE)));
        }

        private CompletionStage<CodeDecision<ComeIn>> admit(CodeCall call) {
            return door.byCode(call).thenApply(verdict -> decision(verdict, () -> door.turnedAway(call)));
        }

        /** What is no number, and no PIN, is the one of no room. */
        private CompletionStage<CodeDecision<ComeIn>> admit(Presented.Open open) {
            Optional<ConferenceNumber> number =
                    ConferenceNumber.parse(open.room().strip());
            Optional<Pin> pin = open.pin().flatMap(typed -> Pin.parse(typed.strip()));
            if (number.isEmpty() || pin.isPresent() != open.pin().isPresent()) {
                return CompletableFuture.completedFuture(decision(new Refused(RefusalReason.WRONG_PIN)));
            }
            return door.byWords(new WordsCall(number.get(), pin, open.nick(), network))
                    .thenApply(CodeGate::decision);
        }

        private CompletionStage<CodeDecision<ComeIn>> admit(Presented.Line line) {
            return WordsCall.parse(line.typed(), network)
                    .<CompletionStage<CodeDecision<ComeIn>>>map(
                            words -> door.byWords(words).thenApply(CodeGate::decision))
                    .orElseGet(() -> admit(
                            new CodeCall(line.typed(), Optional.empty(), Optional.empty(), Optional.empty(), network)));
        }

        @Override
        public CompletionStage<CodeDecision<Look>> look(String code) {
            return door.look(code, network)
                    .thenApply(CodeGate.this::seen)
                    .thenApply(seen -> mayLook(code, seen) ? seen : crowd());
        }

        /** What is no code needs no place. */
        private boolean mayLook(String code, CodeDecision<Look> seen) {
            boolean isGood = seen instanceof CodeDecision.Given;
            return !isGood || InvitationCode.parse(code).filter(looker::mayLook).isPresent();
        }

        private static CodeDecision<Look> crowd() {
            return new CodeDecision.NotYet<>(
                    RefusalReason.BUSY,
                    "Too many windows and devices are at the door with this code. Close some of them.");
        }

        @Override
        public void over() {
            looker.over();
        }
    }

    static CodeDecision<CodePolicy.ComeIn> decision(Verdict verdict) {
        return decision(verdict, () -> {});
    }

    private static CodeDecision<CodePolicy.ComeIn> decision(Verdict verdict, Runnable turnedAway) {
        return verdict.fold(
                admitted -> comeIn(new Verdict.LetIn(admitted.entry(), ""), turnedAway),
                ask -> notYet(new Refused(RefusalReason.UNKNOWN_ROOM)),
                in -> comeIn(in, turnedAway),
                CodeGate::notYet);
    }

    private static CodeDecision<CodePolicy.ComeIn> comeIn(Verdict.LetIn in, Runnable turnedAway) {
        return new CodeDecision.Given<>(new CodePolicy.ComeIn(in.entry(), in.resume(), turnedAway));
    }

    static <T> CodeDecision<T> notYet(Refused refused) {
        Verdict.Times times = refused.times();
        return new CodeDecision.NotYet<>(
                refused.reason(),
                refused.sentence(),
                new CodeDecision.Times(times.pause(), times.starts(), times.doors()));
    }

    private CodeDecision<Look> seen(Sight sight) {
        return sight.facts()
                .<CodeDecision<Look>>map(facts -> new CodeDecision.Given<>(look(sight.state(), facts)))
                .orElseGet(() -> notYet(sight.refused().orElseGet(() -> new Refused(RefusalReason.BAD_CODE))));
    }

    private Look look(Sight.State state, Sight.Facts facts) {
        CodeRow code = facts.code();
        return new Look(
                state(state),
                facts.room().number(),
                facts.room().name(),
                facts.room().transcript(),
                new Look.When(
                        facts.booking().map(BookingRow::start),
                        facts.booking().map(BookingRow::end),
                        facts.doors(),
                        facts.booking().map(BookingRow::zone)),
                new Look.Here(
                        facts.glance()
                                .filter(seen -> !code.isOwn())
                                .flatMap(Glance::inviter)
                                .map(Nick::text),
                        facts.glance().map(Glance::present).orElse(0),
                        facts.glance().map(Glance::names).orElse(List.of())),
                new Look.You(code.who().phone().map(Msisdn::masked), code.nick(), code.role()),
                facts.room().serviceNumber().or(() -> usual));
    }

    private static Look.State state(Sight.State state) {
        return switch (state) {
            case OPEN -> Look.State.OPEN;
            case EARLY -> Look.State.EARLY;
            case AWAITED -> Look.State.AWAITED;
            case FULL -> Look.State.FULL;
            case LOCKED -> Look.State.LOCKED;
            case HERE_ELSEWHERE -> Look.State.HERE_ELSEWHERE;
            case OVER, NONE -> Look.State.OVER;
        };
    }
}
