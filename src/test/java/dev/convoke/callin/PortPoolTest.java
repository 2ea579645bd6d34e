package dev.convoke.callin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.callin.PortPool.Claim;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortPoolTest {

    private static final PortRange FOUR = new PortRange(40_000, 40_003);
    private static final long REST_MS = 600_000;

    private static ConferenceNumber room(int n) {
        return new ConferenceNumber(String.valueOf(8_401_000 + n));
    }

    private static Person person(int n) {
        return new Person.Phone(new Msisdn("+44770090000" + n));
    }

    @Test
    void theOneThatHasBeenFreeForLongestIsNext() {
        PortPool pool = new PortPool(FOUR, 9, REST_MS);
        pool.claim(room(1), person(1), 0);
        pool.claim(room(2), person(1), 0);
        pool.giveBack(room(2), 10);
        pool.giveBack(room(1), 20);

        pool.claim(room(3), person(1), REST_MS + 20);
        pool.claim(room(4), person(1), REST_MS + 20);
        pool.claim(room(5), person(1), REST_MS + 20);
        pool.claim(room(6), person(1), REST_MS + 20);

        assertThat(pool.of(room(3))).hasValue(40_002);
        assertThat(pool.of(room(4))).hasValue(40_003);
        assertThat(pool.of(room(5))).hasValue(40_001);
        assertThat(pool.of(room(6))).hasValue(40_000);
    }

    @Test
    void whatIsOfNoUseIsExchangedUntilNothingIsLeft() {
        PortPool pool = new PortPool(FOUR, 1, REST_MS);
        pool.claim(room(1), person(1), 0);

        assertThat(pool.exchange(room(1), 0)).isEqualTo(Claim.GIVEN);
        assertThat(pool.of(room(1))).hasValue(40_001);
        assertThat(pool.exchange(room(1), 0)).isEqualTo(Claim.GIVEN);
        assertThat(pool.exchange(room(1), 0)).isEqualTo(Claim.GIVEN);
        assertThat(pool.exchange(room(1), 0)).isEqualTo(Claim.USED_UP);
        assertThat(pool.of(room(1))).isEmpty();
        assertThat(pool.claim(room(1), person(1), REST_MS - 1)).isEqualTo(Claim.USED_UP);
        assertThat(pool.claim(room(1), person(1), REST_MS)).isEqualTo(Claim.GIVEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesAsASlowAndPlainModelDoes(long seed) {
        Random random = new Random(seed);
        PortPool pool = new PortPool(FOUR, 2, REST_MS);
        Model model = new Model();
        long nowMs = 0;
        for (int i = 0; i < 2_000; i++) {
            nowMs += random.nextInt(3) == 0 ? random.nextInt(400_000) : 0;
            ConferenceNumber room = room(random.nextInt(7));
            Person by = person(random.nextInt(4));
            if (pool.of(room).isEmpty()) {
                assertThat(pool.claim(room, by, nowMs)).isEqualTo(model.claim(room, by, nowMs));
            } else if (random.nextInt(4) == 0) {
                assertThat(pool.exchange(room, nowMs)).isEqualTo(model.exchange(room, nowMs));
            } else {
                pool.giveBack(room, nowMs);
                model.giveBack(room, nowMs);
            }
            for (int n = 0; n < 7; n++) {
                assertThat(pool.of(room(n))).isEqualTo(model.of(room(n)));
            }
        }
    }

    /** Looks at every port for each question. */
    private static final class Model {
        private final Map<Integer, Long> backAt = new TreeMap<>();
        private final Map<Integer, Integer> turn = new HashMap<>();
        private final Map<Integer, ConferenceNumber> rooms = new HashMap<>();
        private final Map<Integer, Person> owners = new HashMap<>();
        private int turns;

        Claim claim(ConferenceNumber room, Person by, long nowMs) {
            if (owners.values().stream().filter(by::equals).count() >= 2) {
                return Claim.TOO_MANY;
            }
            Optional<Integer> next = IntStream.rangeClosed(40_000, 40_003)
                    .boxed()
                    .filter(port -> !rooms.containsKey(port))
                    .filter(port -> !backAt.containsKey(port) || nowMs - backAt.get(port) >= REST_MS)
                    .min(Comparator.<Integer>comparingInt(port -> turn.getOrDefault(port, -1))
                            .thenComparingInt(port -> port));
            next.ifPresent(port -> {
                rooms.put(port, room);
                owners.put(port, by);
            });
            return next.isPresent() ? Claim.GIVEN : Claim.USED_UP;
        }

        Claim exchange(ConferenceNumber room, long nowMs) {
            Person by = requireNonNull(owners.get(of(room).orElseThrow()));
            giveBack(room, nowMs);
            return claim(room, by, nowMs);
        }

        void giveBack(ConferenceNumber room, long nowMs) {
            int port = of(room).orElseThrow();
            rooms.remove(port);
            owners.remove(port);
            backAt.put(port, nowMs);
            turn.put(port, turns++);
        }

        OptionalInt of(ConferenceNumber room) {
            return rooms.entrySet().stream()
                    .filter(one -> one.getValue().equals(room))
                    .mapToInt(Map.Entry::getKey)
                    .findFirst();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40000-40099, 100",
        "' 40000 - 40000 ', 1",
        "1024-11023, 10000",
        "1024-11024, 0",
        "40001-40000, 0",
        "1023-1030, 0",
        "65000-65536, 0",
        "40000, 0",
        "40000-, 0"
    })
    void aRangeIsReadAsItIsWritten(String written, int size) {
        assertThat(PortRange.parse(written).map(PortRange::size).orElse(0)).isEqualTo(size);
    }
}
