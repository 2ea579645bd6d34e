package dev.convoke.peer.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.concurrent.ThreadMaker;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PhoneBankTest {

    private static final int TEXT_OCTETS = 40;
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private static PhoneBank listen(PhoneDialect dialect) {
        return PhoneBank.listen(dialect, 1, TEXT_OCTETS, THREADS);
    }

    private static FakeRoom room(PhoneBank phones, int people) throws InterruptedException {
        FakeRoom room = new FakeRoom(phones.address(), people);
        room.tell("* Welcome to Bench. You are P.\n");
        assertThat(phones.awaitWelcomed(people, Duration.ofSeconds(10))).isTrue();
        return room;
    }

    private static void run(PhoneBank phones, Load load) throws Exception {
        phones.run(load).get(30, TimeUnit.SECONDS);
    }

    @Test
    void countsWhatEveryPhoneHears() throws Exception {
        int window = 3;
        AtomicInteger said = new AtomicInteger();
        WindowedLoad load = new WindowedLoad(window, Duration.ofMillis(200));
        try (PhoneBank phones = listen(PhoneDialect.LINE);
                FakeRoom room = room(phones, 5)) {
            room.broadcast(line -> {
                said.incrementAndGet();
                return "<P0> " + line + "\n";
            });

            run(phones, load);

            assertThat(said.get()).isGreaterThan(window);
            assertThat(load.heardSoFar()).isEqualTo(5L * said.get());
            assertThat(load.missing()).isZero();
            assertThat(phones.troubles().none()).isTrue();
        }
    }

    @Test
    void saysAsMuchAsTheWindowAllowsBeforeAnythingIsHeard() throws Exception {
        WindowedLoad load = new WindowedLoad(2, Duration.ofMillis(100));
        try (PhoneBank phones = listen(PhoneDialect.LINE);
                FakeRoom room = room(phones, 2)) {
            var running = phones.run(load);
            String one = room.heard();
            String two = room.heard();
            room.tell("<P0> " + one + "\n<P0> " + two + "\n");
            room.broadcast(line -> "<P0> " + line + "\n");
            running.get(30, TimeUnit.SECONDS);

            assertThat(one).hasSize(TEXT_OCTETS).endsWith("#cv:aaaaaaaaaaaa");
            assertThat(two).endsWith("#cv:aaaaaaaaaaab");
            assertThat(load.missing()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 41, 46, 1_000})
    void hearsTextsHoweverTheyAreCutAndWhateverStandsBetween(int pieceOctets) throws Exception {
        ScheduledLoad load = new ScheduledLoad(1_000, Duration.ofMillis(20));
        try (PhoneBank phones = listen(PhoneDialect.LINE);
                FakeRoom room = room(phones, 2)) {
            var running = phones.run(load);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                all.append(i % 3 == 0 ? "* Dora joined (2 here)\n" : "").append("<P0> ");
                all.append(room.heard()).append('\n');
            }
            room.tell(all.toString(), pieceOctets);
            running.get(30, TimeUnit.SECONDS);

            assertThat(load.heardSoFar()).isEqualTo(40);
            assertThat(phones.troubles().none()).isTrue();
        }
    }

    @Test
    void noticesATextThatComesTwiceAndALineThatIsRefused() throws Exception {
        WindowedLoad load = new WindowedLoad(1, Duration.ofMillis(100));
        try (PhoneBank phones = listen(PhoneDialect.LINE);
                FakeRoom room = room(phones, 2)) {
            room.broadcast(line -> line.endsWith("aaab")
                    ? "<P0> " + line + "\n<P0> " + line + "\n! You are too fast.\n"
                    : "<P0> " + line + "\n");

            run(phones, load);

            assertThat(phones.troubles()).isEqualTo(new PhoneBank.Troubles(0, 2, 2));
        }
    }

    /** The room withholds the first twenty texts, 10 ms apart, until the last of them is said. */
    @Test
    void countsTheTimeOfEachTextFromWhenItWasDue() throws Exception {
        ScheduledLoad load = new ScheduledLoad(100, Duration.ofMillis(400));
        try (PhoneBank phones = listen(PhoneDialect.LINE);
                FakeRoom room = room(phones, 1)) {
            StringBuilder withheld = new StringBuilder();
            AtomicInteger said = new AtomicInteger();
            room.broadcast(line -> {
                withheld.append("<P0> ").append(line).append('\n');
                if (said.incrementAndGet() < 20) {
                    return "";
                }
                String now = withheld.toString();
                withheld.setLength(0);
                return now;
            });

            run(phones, load);

            long[] nanos = load.nanos();
            assertThat(nanos).hasSize(40);
            assertThat(nanos[0]).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
            assertThat(nanos[10]).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(90));
            assertThat(Arrays.stream(nanos, 1, 20))
                    .allSatisfy(later -> assertThat(later).isLessThan(nanos[0]));
        }
    }

    @Test
    void speaksJsonAndAnswersPings() throws Exception {
        WindowedLoad load = new WindowedLoad(1, Duration.ofMillis(100));
        try (PhoneBank phones = listen(PhoneDialect.JSON);
                FakeRoom room = new FakeRoom(phones.address(), 1)) {
            String hello = room.heard();
            room.tell("{\"type\":\"welcome\",\"seq\":0}\n{\"type\":\"ping\",\"n\":3}\n");
            String pong = room.heard();
            room.broadcast(line -> line.replace("\"say\"", "\"event\"") + "\n");

            run(phones, load);

            assertThat(hello).isEqualTo("{\"type\":\"hello\",\"protocol\":1}");
            assertThat(pong).isEqualTo("{\"type\":\"pong\",\"n\":3}");
            assertThat(phones.awaitWelcomed(1, Duration.ZERO)).isTrue();
            assertThat(load.missing()).isZero();
            assertThat(load.heardSoFar()).isPositive();
        }
    }

    @Test
    void runsNothingOnceItsPhonesHaveHungUp() {
        PhoneBank phones = listen(PhoneDialect.LINE);
        phones.close();

        assertThat(phones.run(new WindowedLoad(1, Duration.ofMillis(1)))).isCompletedExceptionally();
    }
}
