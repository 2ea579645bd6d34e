package dev.convoke.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.MemoryRecords;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.BanTerms;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may have what done with a room: somebody in it, a moderator by text, the operator, the schedule. */
class ActorsTest {

    private static final ConferenceNumber NUMBER = new ConferenceNumber("8401234");
    private static final Msisdn ALICE = new Msisdn("+447700900001");
    private static final Msisdn BOB = new Msisdn("+447700900002");
    private static final Msisdn CAROL = new Msisdn("+447700900003");

    private static final Actor OPERATOR = new Actor.Operator();
    private static final Actor ALICE_BY_TEXT = new Actor.ByText(ALICE);

    /** What a command may be made of. */
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "Alice",
            boolean.class,
            true,
            int.class,
            3,
            Duration.class,
            Duration.ofMinutes(1),
            List.class,
            List.of("+447700900004"),
            Msisdn.class,
            ALICE,
            BanTerms.class,
            new BanTerms(Optional.empty(), ""));

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Rooms rooms = new Rooms(
            List.of(loop.eventLoop()),
            RoomSettings.defaults(),
            new RoomPorts(
                    new MemoryRecords(),
                    BanList.inMemory(),
                    (room, by) ->
                            CompletableFuture.completedFuture(Extension.until(room, Instant.EPOCH, ZoneOffset.UTC))),
            Clock.systemUTC());

    @AfterEach
    void close() {
        var unused = rooms.closeAll(CloseReason.SHUTDOWN);
        loop.runPendingTasks();
        loop.finishAndReleaseAll();
    }

    /** A leg that takes everything, and keeps it as text. */
    private static final class Heard implements Leg {
        private final StringBuilder text = new StringBuilder();

        @Override
        public WireFormat format() {
            return Format.PLAIN;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void write(ByteBuf slice) {
            text.append(slice.toString(StandardCharsets.UTF_8));
            slice.release();
        }

        @Override
        public void flush() {}

        @Override
        public void send(PrivateEvent event) {
            text.append(event).append('\n');
        }

        @Override
        public long unacknowledgedOctets() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** Events as they are. */
    private enum Format implements WireFormat {
        PLAIN;

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            out.writeCharSequence(entry.event() + "\n", StandardCharsets.UTF_8);
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {
            throw new UnsupportedOperationException("the leg keeps it");
        }

        @Override
        public int maxOctets(LogEntry entry) {
            return 1_000;
        }
    }

    private Entrance comes(Heard leg, Msisdn who, String nick, Role role) {
        RoomProfile profile = new RoomProfile(NUMBER, "Stand-up", false, Duration.ofMinutes(5));
        return rooms.enter(new RoomEntry(profile, new Person.Phone(who), Nick.parse(nick), role), leg);
    }

    private Seat seated(Heard leg, Msisdn who, String nick, Role role) {
        return comes(leg, who, nick, role).fold(Entrance.Seated::seat, away -> {
            throw new AssertionError(away);
        });
    }

    private Result outcomeOf(Actor actor, RoomCommand command) {
        CompletableFuture<Result> result = rooms.execute(NUMBER, actor, command);
        loop.runPendingTasks();
        return result.join();
    }

    /** Every command of moderators, made of samples. */
    private static List<ModeratorCommand> decisions() {
        List<ModeratorCommand> all = new ArrayList<>();
        for (Class<?> type : ModeratorCommand.class.getPermittedSubclasses()) {
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(types)
                    .map(part -> Optional.ofNullable(SAMPLES.get(part)).orElseThrow())
                    .toArray();
            try {
                all.add((ModeratorCommand) type.getDeclaredConstructor(types).newInstance(values));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(type.getName(), e);
            }
        }
        return all;
    }

    @Test
    void theOperatorLocksARoomWithoutBeingInIt() {
        Heard alice = new Heard();
        seated(alice, ALICE, "Alice", Role.MODERATOR);

        assertThat(outcomeOf(OPERATOR, new ModeratorCommand.Lock())).isEqualTo(Result.Done.DONE);
        assertThat(outcomeOf(OPERATOR, new ModeratorCommand.Lock()))
                .isEqualTo(new Result.Refused(CommandRefusal.UNCHANGED));

        assertThat(alice.text).contains("ruling=LOCKED, by=Optional.empty");
        assertThat(comes(new Heard(), BOB, "Bob", Role.PARTICIPANT))
                .isEqualTo(new Entrance.TurnedAway(RefusalReason.ROOM_LOCKED));
    }

    @Test
    void aModeratorByTextIsNamedIfTheOthersKnowThatTheyAreThere() {
        Heard alice = new Heard();
        seated(alice, ALICE, "Alice", Role.MODERATOR);

        outcomeOf(ALICE_BY_TEXT, new ModeratorCommand.Lock());
        outcomeOf(new Actor.ByText(CAROL), new ModeratorCommand.Unlock());
        outcomeOf(ALICE_BY_TEXT, new ModeratorCommand.Extend(Duration.ofMinutes(15)));

        assertThat(alice.text)
                .contains("ruling=LOCKED, by=Optional[Alice]")
                .contains("ruling=UNLOCKED, by=Optional.empty")
                .contains("ruling=EXTENDED, by=Optional[Alice]");
    }

    @Test
    void aParticipantIsRefusedWhatModeratorsDecide() {
        seated(new Heard(), ALICE, "Alice", Role.MODERATOR);
        Heard bob = new Heard();
        Seat seat = seated(bob, BOB, "Bob", Role.PARTICIPANT);
        loop.runPendingTasks();
        String before = bob.text.toString();

        for (ModeratorCommand decision : decisions()) {
            assertThat(seat.ask(decision)).isEqualTo(new Result.Refused(CommandRefusal.MODERATORS_ONLY));
            assertThat(outcomeOf(new Actor.Seated(new Person.Phone(BOB)), decision))
                    .isEqualTo(new Result.Refused(CommandRefusal.MODERATORS_ONLY));
        }

        assertThat(bob.text.toString()).isEqualTo(before);
    }

    @Test
    void nothingIsDoneWithARoomInWhichNobodyIsButThatItsBookingGetsMoreTime() {
        for (ModeratorCommand decision : decisions()) {
            Result result = outcomeOf(OPERATOR, decision);
            if (decision instanceof ModeratorCommand.Extend) {
                assertThat(result).isInstanceOf(Result.Told.class);
            } else {
                assertThat(result).as("%s", decision).isEqualTo(new Result.NobodyHere());
            }
        }
    }

    @Test
    void whoIsElsewhereHasNothingToSayForThemselves() {
        Heard alice = new Heard();
        seated(alice, ALICE, "Alice", Role.MODERATOR);

        for (Actor actor :
                List.of(OPERATOR, ALICE_BY_TEXT, new Actor.Schedule(), new Actor.Seated(new Person.Phone(CAROL)))) {
            assertThat(outcomeOf(actor, new PersonalCommand.Say("hi")))
                    .isEqualTo(new Result.Refused(CommandRefusal.NOT_IN_ROOM));
        }
        assertThat(outcomeOf(OPERATOR, new ModeratorCommand.Announce("Lunch")))
                .isEqualTo(new Result.Refused(CommandRefusal.NOT_IN_ROOM));

        assertThat(alice.text).doesNotContain("Speech").doesNotContain("Lunch");
    }

    @Test
    void somebodyInTheRoomIsFoundByNumber() {
        Heard alice = new Heard();
        seated(alice, ALICE, "Alice", Role.MODERATOR);

        Result said = outcomeOf(new Actor.Seated(new Person.Phone(ALICE)), new PersonalCommand.Say("hi"));

        assertThat(said).isInstanceOf(Result.Said.class);
        assertThat(alice.text).contains("hi");
    }

    @Test
    void numbersAreShownToTheOperatorWhateverThePolicySays() {
        Seat seat = seated(new Heard(), ALICE, "Alice", Role.MODERATOR);
        Seat bob = seated(new Heard(), BOB, "Bob", Role.PARTICIPANT);

        assertThat(numbersIn(outcomeOf(OPERATOR, new RoomCommand.Who()))).containsExactly(ALICE, BOB);
        assertThat(numbersIn(bob.ask(new RoomCommand.Who()))).isEmpty();
        assertThat(seat.ask(new RoomCommand.Who())).isInstanceOf(Result.Roster.class);
    }

    @Test
    void whoWritesToSomebodyWhoseConnectionIsLostLearnsThatItReachedNobody() {
        Heard alice = new Heard();
        Heard bob = new Heard();
        Seat seat = seated(alice, ALICE, "Alice", Role.MODERATOR);
        Seat lost = seated(bob, BOB, "Bob", Role.PARTICIPANT);
        assertThat(lost.onAway()).isTrue();

        assertThat(seat.ask(new PersonalCommand.Whisper("Bob hi"))).isEqualTo(Result.Done.DONE);

        assertThat(alice.text).containsPattern("text=hi, own=true, .*awaySinceMs=[1-9]");
        RosterRow row =
                ((Result.Roster) seat.ask(new RoomCommand.Who(1, 1))).rows().get(0);
        assertThat(row.awaySinceMs()).isPositive();
        // On a new leg they are here again.
        seated(new Heard(), BOB, "Bob", Role.PARTICIPANT);
        assertThat(((Result.Roster) seat.ask(new RoomCommand.Who()))
                        .rows().stream().map(RosterRow::awaySinceMs))
                .containsExactly(0L, 0L);
    }

    private static List<Msisdn> numbersIn(Result result) {
        return ((Result.Roster) result)
                .rows().stream()
                        .map(RosterRow::number)
                        .flatMap(Optional::stream)
                        .toList();
    }

    @Test
    void whoEndsAMeetingIsTheReasonForItsEnd() {
        assertThat(endedBy(ALICE_BY_TEXT)).contains("reason=BY_MODERATOR");
        assertThat(endedBy(OPERATOR)).contains("reason=BY_OPERATOR");
        assertThat(endedBy(new Actor.Schedule())).contains("reason=BOOKING_ENDED");
    }

    private String endedBy(Actor actor) {
        Heard alice = new Heard();
        seated(alice, ALICE, "Alice", Role.MODERATOR);
        assertThat(outcomeOf(actor, new ModeratorCommand.Close(""))).isEqualTo(Result.Done.DONE);
        return alice.text.toString();
    }
}
