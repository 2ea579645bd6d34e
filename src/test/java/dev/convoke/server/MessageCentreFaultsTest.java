package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.ROOM;
import static dev.convoke.server.Convoke.msisdn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.peer.smsc.Fault;
import dev.convoke.peer.smsc.FaultKind;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The server against a message centre that misbehaves in every way that {@link FaultKind} knows, with texts under way in both
 * directions: the link comes back by itself, and every text is accounted for.
 */
@Timeout(120)
class MessageCentreFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final int PEOPLE = 10;
    private static final int FIRST_REFUSED = 100;
    private static final int AFTERWARDS = 999;
    private static final String QUICK = """
            smpp.link-defaults { response-timeout = 1500ms, enquire-interval = 400ms, accept-timeout = 1s }
            outbox { retry-delay = 100ms, max-retry-delay = 400ms, answer-timeout = 3s }
            """;

    /**
     * @param times how often it strikes; 0 until the texts are through
     * @param repeats whether the message centre sends texts again that it need not
     */
    @ParameterizedTest(name = "{0}, {1} times")
    @CsvSource({
        "refuse-bind status=bad-password, 3, false",
        "silence of=bind, 1, false",
        "delay of=bind by=300ms, 1, false",
        "drop, 2, true",
        "drop after=5, 3, true",
        "drop after=3 mid-pdu=true, 4, true",
        "silence of=submit, 3, false",
        "silence of=enquire, 1, false",
        "silence of=deliver, 5, true",
        "refuse-submit status=throttled, 10, false",
        "refuse-submit status=throttled above=5, 0, false",
        "refuse-submit status=queue-full, 5, false",
        "refuse-submit status=bad-destination, 3, false",
        "delay of=submit by=300ms, 10, false",
        "duplicate, 10, true",
        "malformed shape=short-length, 2, true",
        "malformed shape=absurd-length, 2, true",
        "malformed shape=garbage, 2, true",
        "malformed shape=sm-length, 5, false",
        "malformed shape=unterminated, 5, false",
        "malformed shape=tlv-length, 5, false",
        "malformed shape=unknown-command, 5, false"
    })
    void theLinkComesBackAndEveryTextIsAccountedFor(String fault, int times, boolean repeats) throws Exception {
        try (Convoke convoke = new Convoke(QUICK)) {
            convoke.moderator(1, "Alice");
            arm(convoke, fault, times);
            List<SimulatedDevice> guests = new ArrayList<>();
            List<CompletableFuture<Delivery>> texts = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                SimulatedDevice guest = convoke.device();
                guests.add(guest);
                texts.add(convoke.sent(10 + person, guest.address() + " " + ROOM + " Guest" + person));
                texts.add(convoke.sent(FIRST_REFUSED + person, "127.0.0.1:5000 9999999"));
            }

            texts.forEach(MessageCentreFaultsTest::taken);
            guests.forEach(guest -> hears(guest, "Welcome"));
            disarm(convoke, times);
            OutboxProbe outbox = new OutboxProbe(convoke.folder());
            await().atMost(PATIENCE).until(() -> outbox.isSettledWith(PEOPLE));
            assertThat(guests).extracting(SimulatedDevice::connections).containsOnly(1);
            assertEachRefusalIsAccountedFor(convoke, repeats);
            assertTheLinkIsBack(convoke);
        }
    }

    /** Parts out of order, or twice, are one dial-in; without its last part it is none, and nobody is dialled. */
    @ParameterizedTest
    @CsvSource({"parts order=reversed, 1", "parts order=duplicated, 1", "parts order=missing, 0"})
    void aDialInInSeveralPartsIsOneDialInOrNone(String fault, int connections) throws Exception {
        try (Convoke convoke = new Convoke(QUICK)) {
            convoke.moderator(1, "Alice");
            SimulatedDevice guest = convoke.device();
            convoke.smsc().faults().arm(parse(fault), 1);

            taken(convoke.sent(2, guest.address() + " " + ROOM + " ".repeat(200) + "Bob"));

            // Whoever texts after Bob is in the room when he would be.
            convoke.participant(3, "Carol");
            await().atMost(PATIENCE).until(() -> guest.connections() == connections);
            assertThat(convoke.smsc().faults().armed()).isEmpty();
        }
    }

    @Test
    void aTextOfUnknownOutcomeIsSentAgainIfTheSettingSaysSo() throws Exception {
        try (Convoke convoke = new Convoke(QUICK + "outbox.resend-unknown = true")) {
            convoke.smsc().faults().arm(parse("silence of=submit"), 1);

            taken(convoke.sent(FIRST_REFUSED, "127.0.0.1:5000 9999999"));

            Msisdn phone = new Msisdn(msisdn(FIRST_REFUSED));
            await().atMost(PATIENCE).until(() -> convoke.smsc().textsTo(phone).size() == 2);
            await().atMost(PATIENCE).until(new OutboxProbe(convoke.folder())::isSettled);
            assertThat(new OutboxProbe(convoke.folder()).states()).containsOnlyKeys("sent");
        }
    }

    /** What the receipts say ends in the row of the text, however they say it; a text without one stays as it was sent. */
    @ParameterizedTest
    @CsvSource({
        "receipts when=late by=200ms, delivered",
        "receipts when=early, delivered",
        "receipts when=twice by=100ms, delivered",
        "receipts when=early ids=decimal layout=terse, delivered",
        "receipts ids=padded layout=odd, delivered",
        "receipts ids=upper layout=tlv, delivered",
        "receipts ids=decimal state=undeliv, undeliverable",
        "receipts when=missing, ''"
    })
    void receiptsAreUnderstood(String fault, String receipt) throws Exception {
        try (Convoke convoke = new Convoke(QUICK)) {
            convoke.smsc().faults().arm(parse(fault), 1);

            taken(convoke.sent(FIRST_REFUSED, "127.0.0.1:5000 9999999"));
            convoke.answerTo(FIRST_REFUSED);

            OutboxProbe outbox = new OutboxProbe(convoke.folder());
            await().atMost(PATIENCE)
                    .until(() -> outbox.isSettled() && outbox.receipts().equals(List.of(receipt)));
        }
    }

    private static void arm(Convoke convoke, String fault, int times) {
        convoke.smsc().faults().arm(parse(fault), times);
        if (fault.contains("bind")) {
            convoke.smsc().cut();
        }
    }

    private static Fault parse(String words) {
        List<String> all = Arrays.asList(words.split(" "));
        return FaultKind.parse(
                all.get(0),
                all.stream()
                        .skip(1)
                        .map(pair -> pair.split("="))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    private static void disarm(Convoke convoke, int times) {
        if (times > 0) {
            await("until it has struck")
                    .atMost(PATIENCE)
                    .until(() -> convoke.smsc().faults().armed().isEmpty());
        }
        convoke.smsc().faults().clear();
    }

    private static void taken(CompletableFuture<Delivery> text) {
        assertThat(text.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Delivery.Outcome.TAKEN);
    }

    /** Who got no answer has one whose outcome is not known, or which was refused; nobody has two. */
    private static void assertEachRefusalIsAccountedFor(Convoke convoke, boolean repeats) {
        List<Integer> heard = IntStream.range(FIRST_REFUSED, FIRST_REFUSED + PEOPLE)
                .map(person ->
                        convoke.smsc().textsTo(new Msisdn(msisdn(person))).size())
                .boxed()
                .toList();
        Map<String, Integer> rows = new OutboxProbe(convoke.folder()).states();
        long without = heard.stream().filter(count -> count == 0).count();
        assertThat(without).isLessThanOrEqualTo(rows.getOrDefault("unknown", 0) + rows.getOrDefault("failed", 0));
        assertThat(rows.values().stream().mapToInt(count -> count).sum()).isGreaterThanOrEqualTo(PEOPLE);
        if (!repeats) {
            assertThat(heard).allMatch(count -> count <= 1);
            assertThat(rows.values().stream().mapToInt(count -> count).sum()).isEqualTo(PEOPLE);
        }
    }

    private static void assertTheLinkIsBack(Convoke convoke) throws InterruptedException {
        taken(convoke.sent(AFTERWARDS, "127.0.0.1:5000 9999999"));
        assertThat(convoke.answerTo(AFTERWARDS)).contains("not accepted");
    }
}
