package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.ALICE;
import static dev.convoke.paging.SmsFixture.BOB;
import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static dev.convoke.paging.SmsFixture.received;
import static dev.convoke.paging.TestInbox.PARTS;
import static dev.convoke.paging.TestInbox.PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.sms.Alphabet;
import dev.convoke.sms.EncodedText;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Octets;
import dev.convoke.terms.Originator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Application ports, and texts that come in parts. */
class InboxPartsTest {

    @RegisterExtension
    private final TestInbox test = new TestInbox();

    @Test
    void handsOverWhatIsForOurPortAndSettlesWhatIsForAnother() throws InterruptedException {
        test.inbox.start(test.handed::add);

        await(test.inbox.accept(toPort(PORT)));
        await(test.inbox.accept(toPort(PORT + 1)));
        await(test.inbox.accept(toPort(0)));

        assertThat(test.next().mo().port()).hasValue(PORT);
        await().untilAsserted(
                        () -> assertThat(test.outcomes()).containsExactly("open", Inbox.OTHER_PORT, Inbox.OTHER_PORT));
        assertThat(test.inbox.counts().otherPort()).isEqualTo(2);
        assertThat(test.handed).isEmpty();
    }

    @Test
    void withoutAPortOfOursEveryPortIsAnother() {
        Inbox portless = test.roomy();
        portless.start(test.handed::add);

        await(portless.accept(toPort(0)));

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.OTHER_PORT));
        portless.close();
    }

    private static MobileOriginated toPort(int port) {
        return new MobileOriginated(
                "main",
                new Originator.Phone(ALICE),
                SmsFixture.SERVICE,
                "to port " + port,
                OptionalInt.of(port),
                Optional.empty(),
                NOON);
    }

    @Test
    void handsOverATextInPartsOnceAllAreThereAsOldAsTheFirst() throws InterruptedException {
        test.inbox.start(test.handed::add);
        acceptPart(ALICE, 2, "4921");
        test.clock.advance(Duration.ofSeconds(7));

        assertThat(acceptPart(ALICE, 2, "4921")).isEqualTo(Taken.DUPLICATE);
        assertThat(acceptPart(ALICE, 1, "8401234 ")).isEqualTo(Taken.STORED);

        assertThat(test.next().mo()).isEqualTo(received("8401234 4921", NOON));
        assertThat(acceptPart(ALICE, 1, "8401234 ")).isEqualTo(Taken.DUPLICATE);
        assertThat(test.inbox.counts()).isEqualTo(new InboxCounts(1, 2, 0, 0, 0, 0, 2, 0, 1));
    }

    @Test
    void aTextInPartsThatFailedIsSentAgainIfItsLinkWasLost() throws InterruptedException {
        test.inbox.start(test.handed::add);
        acceptPart(ALICE, 1, "EXTEND 8401234 ");
        acceptPart(ALICE, 2, "4921 15");
        test.inbox.settle(test.next().id(), "command", false);
        test.clock.advance(Duration.ofSeconds(1));
        test.inbox.onLost("main");

        assertThat(acceptPart(ALICE, 1, "EXTEND 8401234 ")).isEqualTo(Taken.STORED);
        assertThat(acceptPart(ALICE, 2, "4921 15")).isEqualTo(Taken.DUPLICATE);

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("command", Inbox.REPEATED));
        assertThat(test.handed).isEmpty();
        await().untilAsserted(() -> assertThat(test.inbox.counts().pending()).isZero());
    }

    @Test
    void partsThatWaitTakeNoSlotAndAFullInboxTakesNoPart() {
        test.inbox.start(test.handed::add);
        test.accept("one");
        test.accept("two");
        acceptPart(ALICE, 1, "a");
        acceptPart(BOB, 1, "a");
        assertThat(test.inbox.counts().pending()).isEqualTo(2);
        test.accept("three");

        assertThat(acceptPart(ALICE, 2, "b")).isEqualTo(Taken.FULL);
    }

    @Test
    void givesUpWhatIsNotWholeInTime() throws InterruptedException {
        test.inbox.start(test.handed::add);
        acceptPart(ALICE, 1, "a");
        test.clock.advance(PARTS.timeout());
        acceptPart(BOB, 1, "a");
        test.clock.advance(Duration.ofMillis(1));

        await().until(() -> test.inbox.counts().incomplete() == 1);

        acceptPart(BOB, 2, "b");
        assertThat(test.next().mo().from()).isEqualTo(new Originator.Phone(BOB));
        assertThat(look(test.file, "SELECT number FROM inbox_part WHERE whole IS NULL"))
                .isEmpty();
    }

    @Test
    void theOtherPartsAreWelcomeAfterARestart() throws InterruptedException {
        test.inbox.start(test.handed::add);
        acceptPart(ALICE, 2, "b");
        test.crashAndReopen();

        test.inbox.start(test.handed::add);
        acceptPart(ALICE, 1, "a");

        assertThat(test.next().mo().text()).isEqualTo("ab");
    }

    private Taken acceptPart(Msisdn from, int number, String words) {
        MoPart part = new MoPart(
                "main",
                new Originator.Phone(from),
                SmsFixture.SERVICE,
                new Part(Part.Kind.NARROW, 7, 2, number),
                new EncodedText(Alphabet.ASCII, Octets.of(words.getBytes(StandardCharsets.US_ASCII))),
                OptionalInt.empty(),
                Optional.empty(),
                test.clock.instant());
        return await(test.inbox.acceptPart(part));
    }
}
