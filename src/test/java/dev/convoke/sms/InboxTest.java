package dev.convoke.sms;

import static dev.convoke.sms.SmsFixture.ALICE;
import static dev.convoke.sms.SmsFixture.BOB;
import static dev.convoke.sms.SmsFixture.NOON;
import static dev.convoke.sms.SmsFixture.await;
import static dev.convoke.sms.SmsFixture.look;
import static dev.convoke.sms.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.sms.MoSink.Taken;
import dev.convoke.sms.SmsFixture.HandClock;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Octets;
import dev.convoke.terms.Originator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    private static final int PORT = 40_001;
    private static final InboxSettings.Parts PARTS = new InboxSettings.Parts(Duration.ofMinutes(5), 2, 255);
    private static final InboxSettings SETTINGS =
            new InboxSettings(Duration.ofMinutes(5), Duration.ofMinutes(2), 3, Duration.ofHours(1), PORT, PARTS);

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final BlockingQueue<ReceivedText> handed = new LinkedBlockingQueue<>();
    private Path file;
    private Store store;
    private Inbox inbox;

    @BeforeEach
    void open() {
        file = folder.resolve("convoke.db");
        store = SmsFixture.open(file);
        inbox = new Inbox(store.inbox(), store.parts(), SETTINGS, clock, SmsFixture.THREADS);
    }

    @AfterEach
    void close() {
        inbox.close();
        store.close();
    }

    private Taken accept(String text) {
        return await(inbox.accept(received(text, clock.instant())));
    }

    private ReceivedText next() throws InterruptedException {
        ReceivedText text = handed.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("a text that is handed over").isNotNull();
        return text;
    }

    private List<String> outcomes() {
        return look(file, "SELECT coalesce(outcome, state) FROM inbox ORDER BY id");
    }

    /** Ends everything without settling anything, and starts anew on the same file. */
    private void crashAndReopen() {
        store.close();
        inbox.close();
        store = SmsFixture.open(file);
        inbox = new Inbox(store.inbox(), store.parts(), SETTINGS, clock, SmsFixture.THREADS);
    }

    @Test
    void handsOverWhatItStored() throws InterruptedException {
        inbox.start(handed::add);

        Taken taken = accept("203.0.113.7:5000 8401234");

        assertThat(taken).isEqualTo(Taken.STORED);
        assertThat(next().mo()).isEqualTo(received("203.0.113.7:5000 8401234", NOON));
        assertThat(outcomes()).containsExactly("open");
    }

    @Test
    void handsOverInTheOrderOfTheCommits() {
        Inbox roomy = new Inbox(store.inbox(), store.parts(), InboxSettings.defaults(), clock, SmsFixture.THREADS);
        roomy.start(handed::add);

        List<CompletableFuture<Taken>> all = IntStream.range(0, 500)
                .mapToObj(i -> roomy.accept(received("text " + i, NOON)))
                .toList();

        all.forEach(SmsFixture::await);
        assertThat(handed).extracting(ReceivedText::id).isSorted().hasSize(500);
        assertThat(roomy.counts()).isEqualTo(new InboxCounts(500, 0, 0, 0, 0, 0, 0, 0, 500));
        roomy.close();
    }

    @Test
    void settlesOnceAndForgetsTheText() throws InterruptedException {
        inbox.start(handed::add);
        accept("203.0.113.7:5000 8401234 4921");
        long id = next().id();

        inbox.settle(id, "in-room", true);
        inbox.settle(id, "busy", false);

        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("in-room"));
        assertThat(look(file, "SELECT text FROM inbox")).containsExactly("");
        await().untilAsserted(() -> assertThat(inbox.counts().pending()).isZero());
    }

    @Test
    void aTextThatComesAgainIsADuplicateWhileOpenAndAfterItWasAccepted() throws InterruptedException {
        inbox.start(handed::add);
        accept("8401234");
        Taken whileOpen = accept("8401234");
        inbox.settle(next().id(), "in-room", true);

        Taken afterwards = accept("8401234");

        assertThat(whileOpen).isEqualTo(Taken.DUPLICATE);
        assertThat(afterwards).isEqualTo(Taken.DUPLICATE);
        assertThat(handed).isEmpty();
        assertThat(inbox.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void aTextThatComesAgainIsANewTryAfterItFailedOrAfterTheWindow() throws InterruptedException {
        inbox.start(handed::add);
        accept("8401234");
        inbox.settle(next().id(), "wrong-pin", false);
        Taken afterFailure = accept("8401234");
        inbox.settle(next().id(), "in-room", true);
        clock.advance(Duration.ofMinutes(3));

        Taken afterWindow = accept("8401234");

        assertThat(afterFailure).isEqualTo(Taken.STORED);
        assertThat(afterWindow).isEqualTo(Taken.STORED);
    }

    private void fail(ReceivedText text) {
        inbox.settle(text.id(), "wrong-pin", false);
    }

    @Test
    void aTextThatFailedIsSentAgainIfItsLinkWasLostAndANewTryAfterThat() throws InterruptedException {
        inbox.start(handed::add);
        clock.advance(Duration.ofMinutes(1));
        accept("8401234");
        fail(next());
        clock.advance(Duration.ofSeconds(1));
        inbox.onLost("main");

        Taken again = accept("8401234");
        Taken byTheSameLink = accept("8401234");

        assertThat(again).isEqualTo(Taken.DUPLICATE);
        assertThat(byTheSameLink).isEqualTo(Taken.STORED);
        assertThat(inbox.counts().pending()).isEqualTo(1);
    }

    @Test
    void aTextThatFailedIsANewTryIfAnotherLinkWasLostOrItsOwnTooLongAgo() throws InterruptedException {
        inbox.start(handed::add);
        clock.advance(Duration.ofMinutes(3));
        inbox.onLost("main");
        accept("8401234");
        fail(next());
        inbox.onLost("other");
        Taken afterAnother = accept("8401234");
        fail(next());
        clock.advance(Duration.ofSeconds(1));
        inbox.onLost("main");
        clock.advance(Duration.ofMinutes(2));

        Taken late = accept("8401234");

        assertThat(afterAnother).isEqualTo(Taken.STORED);
        assertThat(late).isEqualTo(Taken.STORED);
    }

    @Test
    void aTextThatFailedAfterARestartIsSentAgainIfItCameBeforeThat() throws InterruptedException {
        inbox.start(handed::add);
        accept("8401234");
        next();
        clock.advance(Duration.ofSeconds(5));
        crashAndReopen();
        inbox.start(handed::add);
        fail(next());

        assertThat(accept("8401234")).isEqualTo(Taken.DUPLICATE);
        assertThat(accept("8401235")).isEqualTo(Taken.STORED);
    }

    @Test
    void isFullUntilSomethingIsSettled() throws InterruptedException {
        inbox.start(handed::add);
        accept("one");
        accept("two");
        accept("three");

        Taken fourth = accept("four");
        inbox.settle(next().id(), "in-room", true);
        await().until(() -> inbox.counts().pending() == 2);
        Taken again = accept("four");

        assertThat(fourth).isEqualTo(Taken.FULL);
        assertThat(again).isEqualTo(Taken.STORED);
        assertThat(inbox.counts().full()).isEqualTo(1);
    }

    @Test
    void duplicatesAndFailuresTakeNoPlace() {
        inbox.start(handed::add);
        accept("one");
        IntStream.range(0, 10).forEach(i -> accept("one"));

        assertThat(accept("two")).isEqualTo(Taken.STORED);
        assertThat(inbox.counts().pending()).isEqualTo(2);
    }

    @Test
    void isFullBeforeTheStartAndAfterTheEnd() {
        Taken before = accept("one");
        inbox.start(handed::add);
        inbox.close();
        Taken after = accept("one");

        assertThat(before).isEqualTo(Taken.FULL);
        assertThat(after).isEqualTo(Taken.FULL);
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void failsWhenTheStoreFails() {
        inbox.start(handed::add);
        store.close();

        CompletableFuture<Taken> taken = inbox.accept(received("one", NOON));

        assertThatThrownBy(() -> taken.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
        assertThat(handed).isEmpty();
        assertThat(inbox.counts()).isEqualTo(new InboxCounts(0, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void handsOverAfterARestartWhatWasNotSettledAndIsTimely() throws InterruptedException {
        inbox.start(handed::add);
        accept("settled");
        accept("one");
        accept("two");
        inbox.settle(next().id(), "in-room", true);
        next();
        next();
        crashAndReopen();
        clock.advance(Duration.ofMinutes(5));

        Inbox.Replayed replayed = inbox.start(handed::add);

        assertThat(replayed).isEqualTo(new Inbox.Replayed(2, 0));
        assertThat(handed).extracting(text -> text.mo().text()).containsExactly("one", "two");
        assertThat(inbox.counts().pending()).isEqualTo(2);
    }

    @Test
    void dropsAfterARestartWhatIsTooOld() {
        inbox.start(handed::add);
        accept("one");
        crashAndReopen();
        handed.clear();
        clock.advance(Duration.ofMinutes(5).plusMillis(1));

        Inbox.Replayed replayed = inbox.start(handed::add);

        assertThat(replayed).isEqualTo(new Inbox.Replayed(0, 1));
        assertThat(handed).isEmpty();
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.STALE));
        assertThat(accept("one")).as("the same text anew").isEqualTo(Taken.STORED);
    }

    @Test
    void replaysMoreThanAPageInOrder() {
        Inbox roomy = new Inbox(store.inbox(), store.parts(), InboxSettings.defaults(), clock, SmsFixture.THREADS);
        roomy.start(handed::add);
        IntStream.range(0, 450)
                .mapToObj(i -> roomy.accept(received("text " + i, NOON)))
                .toList()
                .forEach(SmsFixture::await);
        roomy.close();
        handed.clear();
        crashAndReopen();

        inbox.start(handed::add);

        assertThat(handed).extracting(ReceivedText::id).isSorted().hasSize(450);
        assertThat(accept("one more")).isEqualTo(Taken.FULL);
    }

    @Test
    void dropsAFreshTextThatTheMessageCentreHeldTooLong() {
        inbox.start(handed::add);

        Taken taken = await(inbox.accept(received("one", Optional.of(NOON.minus(Duration.ofMinutes(6))), NOON)));

        assertThat(taken).isEqualTo(Taken.STORED);
        assertThat(handed).isEmpty();
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.STALE));
        assertThat(inbox.counts().stale()).isEqualTo(1);
    }

    @Test
    void handsOverALittleLaterWhatTheNextStepHadNoRoomFor() {
        List<String> taken = new ArrayList<>();
        List<Long> owed = new ArrayList<>();
        inbox.start(text -> {
            synchronized (taken) {
                if (!owed.isEmpty()) {
                    return false;
                }
                owed.add(text.id());
                return taken.add(text.mo().text());
            }
        });
        accept("one");
        accept("two");
        accept("three");

        await().until(() -> {
            synchronized (taken) {
                owed.forEach(id -> inbox.settle(id, "in-room", true));
                owed.clear();
                return taken.size() == 3;
            }
        });

        assertThat(taken).containsExactly("one", "two", "three");
        await().untilAsserted(() -> assertThat(outcomes()).hasSize(3).containsOnly("in-room"));
    }

    @Test
    void dropsWhatWaitedTooLongForRoom() {
        inbox.start(text -> false);
        accept("one");
        clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.STALE));
    }

    @Test
    void aNextStepThatThrowsCostsOneText() {
        inbox.start(text -> {
            if (text.mo().text().equals("poison")) {
                throw new IllegalStateException("on purpose");
            }
            return handed.add(text);
        });

        Taken poison = accept("poison");
        Taken sound = accept("sound");

        assertThat(poison).isEqualTo(Taken.STORED);
        assertThat(sound).isEqualTo(Taken.STORED);
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.DEFECT, "open"));
    }

    @Test
    void settlesAgainWhatTheStoreDidNotTake() throws Exception {
        store.close();
        store = Store.open(
                new StoreSettings(file, 1, 100, Duration.ofMillis(100)), StoreSecret.random(), SmsFixture.THREADS);
        inbox = new Inbox(store.inbox(), store.parts(), SETTINGS, clock, SmsFixture.THREADS);
        inbox.start(handed::add);
        accept("one");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            inbox.settle(next().id(), "in-room", true);
            CompletableFuture<Taken> refused = inbox.accept(received("two", NOON));
            assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
            lock.execute("ROLLBACK");
        }

        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("in-room"));
        assertThat(inbox.counts().pending()).isZero();
    }

    @Test
    void deletesSettledRowsWhenTheirTimeIsOver() throws InterruptedException {
        inbox.start(handed::add);
        accept("old");
        inbox.settle(next().id(), "in-room", true);
        accept("open");
        await().until(() -> inbox.counts().pending() == 1);
        crashAndReopen();
        clock.advance(Duration.ofHours(2));

        inbox.start(handed::add);

        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.STALE));
    }

    @Test
    void keepsSendersThatAreNoPhones() throws InterruptedException {
        inbox.start(handed::add);
        MobileOriginated receipt = new MobileOriginated(
                "main", new Originator.Alphanumeric("Convoke"), SmsFixture.SERVICE, "x", Optional.of(NOON), NOON);
        await(inbox.accept(receipt));
        crashAndReopen();
        handed.clear();

        inbox.start(handed::add);

        assertThat(next().mo()).isEqualTo(receipt);
    }

    // ---- application ports and texts in parts -----------------------------------------------------------------

    @Test
    void handsOverWhatIsForOurPortAndSettlesWhatIsForAnother() throws InterruptedException {
        inbox.start(handed::add);

        await(inbox.accept(toPort(PORT)));
        await(inbox.accept(toPort(PORT + 1)));
        await(inbox.accept(toPort(0)));

        assertThat(next().mo().port()).hasValue(PORT);
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("open", Inbox.OTHER_PORT, Inbox.OTHER_PORT));
        assertThat(inbox.counts().otherPort()).isEqualTo(2);
        assertThat(handed).isEmpty();
    }

    @Test
    void withoutAPortOfOursEveryPortIsAnother() {
        Inbox portless = new Inbox(store.inbox(), store.parts(), InboxSettings.defaults(), clock, SmsFixture.THREADS);
        portless.start(handed::add);

        await(portless.accept(toPort(0)));

        await().untilAsserted(() -> assertThat(outcomes()).containsExactly(Inbox.OTHER_PORT));
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
        inbox.start(handed::add);
        acceptPart(ALICE, 2, "4921");
        clock.advance(Duration.ofSeconds(7));

        assertThat(acceptPart(ALICE, 2, "4921")).isEqualTo(Taken.DUPLICATE);
        assertThat(acceptPart(ALICE, 1, "8401234 ")).isEqualTo(Taken.STORED);

        assertThat(next().mo()).isEqualTo(received("8401234 4921", NOON));
        assertThat(acceptPart(ALICE, 1, "8401234 ")).isEqualTo(Taken.DUPLICATE);
        assertThat(inbox.counts()).isEqualTo(new InboxCounts(1, 2, 0, 0, 0, 0, 2, 0, 1));
    }

    @Test
    void partsThatWaitTakeNoPlaceAndAFullInboxTakesNoPart() {
        inbox.start(handed::add);
        accept("one");
        accept("two");
        acceptPart(ALICE, 1, "a");
        acceptPart(BOB, 1, "a");
        assertThat(inbox.counts().pending()).isEqualTo(2);
        accept("three");

        assertThat(acceptPart(ALICE, 2, "b")).isEqualTo(Taken.FULL);
    }

    @Test
    void givesUpWhatIsNotWholeInTime() throws InterruptedException {
        inbox.start(handed::add);
        acceptPart(ALICE, 1, "a");
        clock.advance(PARTS.timeout());
        acceptPart(BOB, 1, "a");
        clock.advance(Duration.ofMillis(1));

        await().until(() -> inbox.counts().incomplete() == 1);

        acceptPart(BOB, 2, "b");
        assertThat(next().mo().from()).isEqualTo(new Originator.Phone(BOB));
        assertThat(look(file, "SELECT number FROM inbox_part WHERE whole IS NULL"))
                .isEmpty();
    }

    @Test
    void theOtherPartsAreWelcomeAfterARestart() throws InterruptedException {
        inbox.start(handed::add);
        acceptPart(ALICE, 2, "b");
        crashAndReopen();

        inbox.start(handed::add);
        acceptPart(ALICE, 1, "a");

        assertThat(next().mo().text()).isEqualTo("ab");
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
                clock.instant());
        return await(inbox.acceptPart(part));
    }

    @Test
    void neverShowsATextOrAWholeNumber() {
        String shown = ReceivedText.stored(1, received("8401234 4921", NOON)).toString();

        assertThat(shown).doesNotContain("4921").doesNotContain(ALICE.e164());
    }
}
