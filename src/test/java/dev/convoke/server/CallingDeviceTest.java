package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.cli.base.FreePort;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.phone.Calling;
import dev.convoke.peer.phone.Opening;
import dev.convoke.peer.phone.TypedPhone;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code convoke phone} that calls in, with the whole server: US 8,018,877 FIG. 3 with a person's device. */
@Timeout(60)
class CallingDeviceTest {

    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    private final int port = FreePort.find();

    @RegisterExtension
    private final Convoke convoke =
            new Convoke("call-in { port = " + port + ", bind = \"127.0.0.1\", address = \"203.0.113.9:7400\" }");

    private TypedPhone phone(String words, String nick) {
        Opening opening = new Opening(words, Optional.of(nick).filter(name -> !name.isEmpty()));
        return new TypedPhone(new Calling("127.0.0.1", port, Optional.empty(), opening));
    }

    private String codeFor(int person) throws InterruptedException {
        convoke.text(person, "JOIN " + ROOM);
        Matcher found = CODE.matcher(convoke.answerTo(person));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    @Test
    void presentsItsCodeTakesItsNameAndTalks() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        try (TypedPhone bob = phone(codeFor(2), "Bob")) {
            bob.hears("is now Bob");
            bob.type("hello");
            hears(alice, "<Bob> hello");
        }

        hears(alice, "Bob left");
    }

    @Test
    void comesBackWithItsCodeToItsSeat() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(codeFor(2), "Bob")) {
            bob.hears("is now Bob");
            bob.phone().hangUp();
            bob.hears("Calling again");

            await().atMost(PATIENCE).until(() -> {
                alice.say("are you back?");
                return bob.lines().stream().anyMatch(line -> line.contains("are you back?"));
            });

            bob.type("yes");
            hears(alice, "<Bob> yes");
            assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left"));
        }
    }

    @Test
    void opensARoomWithTheWordsOfAText() throws Exception {
        try (TypedPhone alice = phone("OPEN " + ROOM + " " + PIN.reveal() + " Alice", "")) {
            assertThat(alice.hears("The room is open")).contains("Moderator: Alice");
        }
    }

    @Test
    void whoIsKickedDoesNotComeBackByItself() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(codeFor(2), "Bob")) {
            bob.hears("is now Bob");

            alice.say("/kick Bob");

            assertThat(bob.outcome()).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aCodeThatIsNoneIsAskedForAgainAndTypedRight() throws Exception {
        convoke.moderator(1, "Alice");
        String right = codeFor(2);
        try (TypedPhone bob = phone("0000-0000-0000", "")) {
            bob.hears("! ");

            bob.type(right);

            bob.hears("Welcome to Stand-up");
        }
    }

    @Test
    void whoGuessesIsToldThatTheyWereNotLetIn() throws Exception {
        convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone("0000-0000-0000", "")) {
            bob.hears("! ");
            bob.type("0000-0000-0001");
            bob.type("0000-0000-0002");

            assertThat(bob.outcome())
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("did not let you in");
        }
    }
}
