package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.Privacy;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person without a number is in a room like everyone else. */
@Timeout(90)
class GuestTest {

    private static final Person CAROL = new Person.Guest("k7qw3m9xpt4h");
    private static final Person ANOTHER = new Person.Guest("k7qw3m9xpt4j");

    private final MemoryRecords records = new MemoryRecords();
    private final BanList bans = BanList.inMemory();
    private final List<Person> inviters = new CopyOnWriteArrayList<>();

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(new RoomPorts(records, bans, Extender.none(), (room, by, typed) -> {
                inviters.add(by.who());
                return CompletableFuture.completedFuture("Room 8401234: 1 invited");
            }))
            .with(new RoomProfile(
                    NUMBER,
                    "Stand-up",
                    true,
                    Duration.ofMinutes(5),
                    RoomPolicy.defaults().with(new Privacy(Numbers.ALL, PrivateTexts.ALL))));

    private SimulatedDevice seated(Person who, String nick) {
        SimulatedDevice device = engine.device();
        assertThat(engine.enter(device, engine.entry(who, nick, Role.PARTICIPANT)))
                .isEmpty();
        hears(device, "Welcome");
        return device;
    }

    @Test
    void hasANickAndIsListedWithoutANumber() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        hears(alice, "* Carol joined (2 people here)");

        answers(alice, "/who", "| 2 people");

        assertThat(alice.heard()).contains("| Alice, moderator, +447700900001, dialled", "| Carol, dialled");
        answers(carol, "/nick Caro", "* Carol is now Caro");
        assertThat(alice.heard()).noneMatch(line -> line.contains("k7qw"));
    }

    @Test
    void keepsTheNickFromOtherGuests() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        seated(CAROL, "Carol").hangUp();
        hears(alice, "* Carol hung up");

        hears(seated(ANOTHER, "Carol"), "You are Carol 2;");
        hears(seated(CAROL, "Carol"), "You are Carol;");
    }

    @Test
    void movesToTheLegThatComesLast() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice first = seated(CAROL, "Carol");
        SimulatedDevice second = seated(CAROL, "Carol");

        hears(first, "* You came in again from elsewhere.");
        answers(second, "here", "<Carol> here");
        assertThat(alice.heard()).noneMatch(line -> line.contains("Carol left"));
    }

    @Test
    void isMutedOnWhateverLegTheyCome() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        answers(alice, "/mute Carol", "* Alice muted Carol.");
        answers(carol, "psst", "! A moderator has muted you.");
        carol.hangUp();
        hears(alice, "* Carol hung up");

        answers(seated(CAROL, "Carol"), "psst", "! A moderator has muted you.");
        answers(seated(ANOTHER, "Dave"), "hello", "<Dave> hello");
    }

    @Test
    void isPutOutAndMayComeAgain() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");

        answers(alice, "/kick Carol enough", "* Carol was put out by Alice: enough");

        assertThat(carol.awaitHangUps(1, PATIENCE)).isTrue();
        seated(CAROL, "Carol");
    }

    @Test
    void isBannedByNickAndStaysOut() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");

        answers(alice, "/ban Carol spam", "* Carol was banned by Alice: spam");

        assertThat(carol.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(engine.enter(engine.device(), engine.entry(CAROL, "Dave", Role.PARTICIPANT)))
                .contains(RefusalReason.BANNED);
        seated(ANOTHER, "Eve");
        answers(alice, "/bans", "| Carol, a guest, for good: spam");
        answers(alice, "/unban carol", "* Alice lifted the ban of Carol.");
        seated(CAROL, "Carol");
    }

    @Test
    void isPutOutWhenBannedFromOutside() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        bans.add(NUMBER, new BanList.Ban(CAROL, "Carol", "", BanList.Ban.FOREVER, "operator"));

        engine.rooms().heedBans();

        hears(alice, "* Carol was banned by operator");
        assertThat(carol.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void cannotBanThemselves() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        answers(alice, "/mod Carol", "* Alice made Carol a moderator.");

        answers(carol, "/ban Carol", "! You cannot do that to yourself.");
    }

    @Test
    void invitesAsAModerator() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        answers(alice, "/mod Carol", "* Alice made Carol a moderator.");

        answers(carol, "/invite +447700900456", "* Room 8401234: 1 invited");

        assertThat(inviters).containsExactly(CAROL);
    }

    @Test
    void isOnTheRecordAndInTheTranscript() {
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = seated(CAROL, "Carol");
        answers(carol, "good morning", "<Carol> good morning");
        answers(carol, "/leave", "*");
        assertThat(carol.awaitHangUps(1, PATIENCE)).isTrue();

        await().atMost(PATIENCE).until(() -> records.events().contains("left LEFT"));
        assertThat(records.events()).contains("joined Carol");
        assertThat(records.persons()).contains(CAROL, Engine.person(1));
        assertThat(records.entries())
                .extracting(LogEntry::event)
                .filteredOn(RoomEvent.Speech.class::isInstance)
                .singleElement()
                .hasToString("Speech[from=Carol, text=good morning]");
    }
}
