package dev.convoke.peer.smsc;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static dev.convoke.smpp.LinkBench.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.config.Secret;
import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.peer.smsc.Delivery.Outcome;
import dev.convoke.smpp.BindKind;
import dev.convoke.smpp.Encoding;
import dev.convoke.smpp.LinkBench;
import dev.convoke.smpp.LinkSettings;
import dev.convoke.smpp.LinkState;
import dev.convoke.smpp.Links;
import dev.convoke.smpp.Login;
import dev.convoke.smpp.TestSink;
import dev.convoke.sms.Alphabet;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The embedded message centre and the links against each other, as the demonstration uses them. */
@Timeout(60)
class EmbeddedSmscTest {

    private static final String ALICE = "+447700900001";
    private static final SmscSettings SETTINGS = new SmscSettings(
            0, Optional.empty(), 8, Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofSeconds(30), 1_000, 100);

    private final LinkBench bench = new LinkBench();
    private EmbeddedSmsc smsc;

    @BeforeEach
    void open() throws IOException {
        smsc = open(SETTINGS);
    }

    private EmbeddedSmsc open(SmscSettings settings) throws IOException {
        return EmbeddedSmsc.start(settings, Clock.systemUTC(), bench.threads);
    }

    @AfterEach
    void close() {
        bench.close();
        smsc.close();
    }

    /** A link whose window is the message centre's. */
    private static LinkSettings link(int port) {
        return fast(port).withWindow(8).with(new Encoding(Alphabet.GSM7, Optional.of("GB"), 10));
    }

    @Test
    void textsGoBothWays() throws InterruptedException {
        Links links = bench.bound(link(smsc.port()));

        assertThat(done(smsc.deliver(ALICE, "84433", "[2001:db8::7]:5000 8401234 4921 Zoë 😀")))
                .isEqualTo(new Delivery(Outcome.TAKEN, 0));
        assertThat(submit(links, "Wrong number or PIN. Привет")).isInstanceOf(Submitted.Taken.class);

        assertThat(bench.sink.words()).containsExactly("[2001:db8::7]:5000 8401234 4921 Zoë 😀");
        assertThat(bench.sink.texts.get(0).from()).isEqualTo(new Originator.Phone(new Msisdn(ALICE)));
        Delivered answer = smsc.await(text -> text.to().equals(ALICE), PATIENCE).orElseThrow();
        assertThat(answer.text()).isEqualTo("Wrong number or PIN. Привет");
        assertThat(answer.from()).isEqualTo("84433");
        assertThat(smsc.textsTo(new Msisdn(ALICE))).containsExactly(answer);
        assertThat(smsc.textsTo(new Msisdn("+447700900002"))).isEmpty();
    }

    @Test
    void aLongTextOfOursArrivesWhole() throws InterruptedException {
        Links links = bench.bound(link(smsc.port()));
        String text = "€".repeat(300);

        assertThat(submit(links, text)).isInstanceOf(Submitted.Taken.class);

        assertThat(smsc.await(any -> true, PATIENCE).orElseThrow().text()).isEqualTo(text);
    }

    @Test
    void packedTextsGoBothWays() throws IOException {
        try (EmbeddedSmsc packing = open(SETTINGS.with(Alphabet.GSM7_PACKED))) {
            Links links = bench.bound(
                    fast(packing.port()).withWindow(8).with(new Encoding(Alphabet.GSM7_PACKED, Optional.of("GB"), 10)));
            List<String> texts = List.of(
                    "Wrong number or PIN.", "1234567", "1234567@", "[" + "x".repeat(151) + "€".repeat(90), "Привет");

            for (String text : texts) {
                assertThat(submit(links, text)).isInstanceOf(Submitted.Taken.class);
                assertThat(done(packing.deliver(ALICE, "84433", text)).outcome())
                        .isEqualTo(Outcome.TAKEN);
            }

            assertThat(packing.textsTo(new Msisdn(ALICE)))
                    .extracting(Delivered::text)
                    .containsExactlyElementsOf(texts);
            assertThat(bench.sink.words()).containsExactly(texts.get(0), texts.get(1), texts.get(2), texts.get(4));
            // The long one, in parts that the sink does not put together.
            assertThat(bench.sink.partsText()).isEqualTo(texts.get(3));
        }
    }

    @Test
    void listenersHearOfEveryTextAndAFailingOneHarmsNobody() {
        List<Delivered> heard = new ArrayList<>();
        smsc.onText(text -> {
            throw new IllegalStateException("listener");
        });
        smsc.onText(heard::add);
        Links links = bench.bound(link(smsc.port()));

        submit(links, "one");
        submit(links, "two");

        assertThat(heard).extracting(Delivered::text).containsExactly("one", "two");
        assertThat(heard).extracting(Delivered::seq).containsExactly(1L, 2L);
    }

    @Test
    void textsWaitUntilSomebodyIsBound() {
        CompletableFuture<Delivery> early = smsc.deliver(ALICE, "84433", "early");
        assertThat(early).isNotDone();

        bench.bound(link(smsc.port()));

        assertThat(done(early).outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(bench.sink.words()).containsExactly("early");
    }

    @Test
    void aTextThatIsPutOffComesAgain() {
        AtomicInteger tries = new AtomicInteger();
        bench.sink.react(mo ->
                tries.incrementAndGet() < 3 ? CompletableFuture.completedFuture(Taken.FULL) : TestSink.stored(mo));
        bench.bound(link(smsc.port()));

        assertThat(done(smsc.deliver(ALICE, "84433", "patience")).outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(tries).hasValue(3);
    }

    @Test
    void moreThanItMayHoldIsRefused() throws IOException {
        SmscSettings small = new SmscSettings(
                0, Optional.empty(), 1, Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofSeconds(30), 2, 100);
        try (EmbeddedSmsc other = open(small)) {
            CompletableFuture<Delivery> held = other.deliver(ALICE, "84433", "1");
            other.deliver(ALICE, "84433", "2").isDone();

            assertThat(done(other.deliver(ALICE, "84433", "3")).outcome()).isEqualTo(Outcome.FULL);
            other.close();
            assertThat(done(held).outcome()).isEqualTo(Outcome.EXPIRED);
        }
    }

    @Test
    void letsInOnlyWhoHasTheLogin() throws IOException {
        SmscSettings strict = new SmscSettings(
                0,
                Optional.of(new Login("convoke", Secret.of("other"), "")),
                1,
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofSeconds(30),
                10,
                10);
        try (EmbeddedSmsc other = open(strict)) {
            Links wrong = bench.start(link(other.port()));
            await().atMost(PATIENCE).until(() -> wrong.status().get(0).trouble().contains("password"));

            Login right = new Login("convoke", Secret.of("other"), "");
            bench.bound(
                    LinkSettings.of("right", "localhost", other.port(), right).with(LinkBench.FAST));
            assertThat(other.receivers()).isEqualTo(1);
        }
    }

    @Test
    void aPairReceivesAndSends() {
        Links links = bench.bound(link(smsc.port()).with(BindKind.PAIR));

        assertThat(done(smsc.deliver(ALICE, "84433", "in")).outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(submit(links, "out")).isInstanceOf(Submitted.Taken.class);
    }

    @Test
    void bindsAnewAfterTheMessageCentreWasRestarted() throws IOException {
        Links links = bench.bound(link(smsc.port()));
        int port = smsc.port();
        smsc.close();
        await().atMost(PATIENCE).until(() -> links.status().get(0).state() == LinkState.RETRYING);

        smsc = open(SETTINGS.onPort(port));

        LinkBench.awaitBound(links);
        assertThat(done(smsc.deliver(ALICE, "84433", "back")).outcome()).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void noneOf500TextsIsLostWhenTheLinkIsCutWhileTheyArrive() {
        AtomicInteger taken = new AtomicInteger();
        bench.sink.react(mo -> {
            int count = taken.incrementAndGet();
            if (count == 100 || count == 300) {
                smsc.cut();
            }
            return TestSink.stored(mo);
        });
        bench.bound(link(smsc.port()));

        List<CompletableFuture<Delivery>> all = IntStream.range(0, 500)
                .mapToObj(i -> smsc.deliver(ALICE, "84433", "text " + i))
                .toList();

        for (CompletableFuture<Delivery> one : all) {
            assertThat(done(one).outcome()).isEqualTo(Outcome.TAKEN);
        }
        assertThat(new HashSet<>(bench.sink.words())).hasSize(500);
        assertThat(taken.get()).as("those whose answer was lost came again").isGreaterThanOrEqualTo(500);
    }

    private static Delivery done(CompletableFuture<Delivery> delivery) {
        return delivery.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
