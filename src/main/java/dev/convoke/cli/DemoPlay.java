package dev.convoke.cli;

import dev.convoke.cli.DemoStage.Phone;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.AddedRoom;
import dev.convoke.operator.Result;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.operator.RoomChange;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The meeting that the demo plays; every step has to happen. */
final class DemoPlay {

    static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    static final String PIN = "4921";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DemoStage stage;
    private final Narrator narrator;

    /** A step did not happen. */
    static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missed(String what) {
            super(what);
        }
    }

    DemoPlay(DemoStage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    /** The operator's part. */
    void addRoom() {
        narrator.scene("The operator adds a room and gives its moderator number and PIN (step 405)");
        RoomChange room =
                RoomChange.none().withName("Stand-up").withPin(Pin.parse(PIN).orElseThrow());
        Result<AddedRoom> added = StoreAccess.await(stage.operator().rooms().add(new AddRoom(Optional.of(ROOM), room)));
        must(
                "room " + ROOM + " \"Stand-up\" is in the room table, its PIN only as a keyed digest",
                added instanceof Result.Done);
    }

    /** The meeting. */
    void play() throws InterruptedException {
        Phone alice = stage.phone("Alice", "+447700900001", "cyan");
        Phone bob = stage.phone("Bob", "+447700900002", "magenta");
        Phone carol = stage.phone("Carol", "+447700900003", "blue");
        Phone dave = stage.phone("Dave", "+447700900004", "yellow");

        narrator.scene("Bob is early: he opens a port and texts its address and the number (steps 445-465)");
        text(bob, bob.address() + " " + ROOM + " Bob");
        hears(bob, "moderator is not here yet");
        must("Bob is connected and waits; the room is not open", bob.device().connections() == 1);

        narrator.scene("Alice mistypes her PIN: nothing connects to her phone, she is told by SMS (step 430)");
        text(alice, "OPEN " + alice.address() + " " + ROOM + " 4912 Alice");
        replied(alice, "Number or PIN not accepted");
        must("Alice's phone was not dialled", alice.device().connections() == 0);

        narrator.scene("Alice texts the right PIN: Convoke connects out to her, the room opens (steps 420-440)");
        text(alice, "OPEN " + alice.address() + " " + ROOM + " " + PIN + " Alice");
        hears(alice, "The room is open. Here now: Bob, Alice");
        hears(bob, "The room is open. Here now: Bob, Alice");

        narrator.scene("Carol and Dave dial in and are announced (step 475)");
        text(carol, "join " + carol.address() + ", " + ROOM + ", Carol");
        hears(alice, "Carol joined");
        text(dave, ROOM + " " + dave.address() + " Dave");
        hears(carol, "Dave joined");

        narrator.scene("They talk: everyone hears everyone in one order, the speaker too (step 475)");
        say(alice, "Good morning! Dave, is the new mast up?");
        hears(List.of(alice, bob, carol, dave), "<Alice> Good morning!");
        say(dave, "since six o'clock, and it carries traffic");
        hears(List.of(alice, bob, carol, dave), "<Dave> since six");
        say(bob, "/me applauds");
        hears(List.of(alice, bob, carol, dave), "* Bob applauds");

        narrator.scene("Dave leaves");
        say(dave, "/leave");
        hears(alice, "Dave left");
        must("Dave's connection is closed", dave.device().awaitHangUps(1, PATIENCE));

        narrator.scene("Alice closes the meeting: everyone is told why before the connections close");
        say(alice, "/close see you tomorrow");
        for (Phone phone : List.of(alice, bob, carol)) {
            hears(phone, "The meeting is over: the moderator closed the meeting: see you tomorrow.");
            must(phone.name() + "'s connection is closed", phone.device().awaitHangUps(1, PATIENCE));
        }
    }

    private void text(Phone from, String text) {
        narrator.sms(from.name(), DemoStage.SERVICE_NUMBER, text);
        var unused = stage.smsc().deliver(from.number(), DemoStage.SERVICE_NUMBER, text);
    }

    private void replied(Phone phone, String part) throws InterruptedException {
        Delivered reply = stage.smsc()
                .await(text -> text.to().equals(phone.number()) && text.text().contains(part), PATIENCE)
                .orElseThrow(() -> new Missed(phone.name() + " gets an SMS that says: " + part));
        narrator.sms(reply.from(), phone.name(), reply.text());
    }

    private static void say(Phone phone, String line) {
        phone.device().say(line);
    }

    private static void hears(List<Phone> phones, String part) {
        phones.forEach(phone -> hears(phone, part));
    }

    private static void hears(Phone phone, String part) {
        if (phone.device().await(line -> line.contains(part), PATIENCE).isEmpty()) {
            throw new Missed(phone.name() + " hears: " + part);
        }
    }

    private void must(String what, boolean happened) {
        if (!happened) {
            throw new Missed(what);
        }
        narrator.happened(what);
    }
}
