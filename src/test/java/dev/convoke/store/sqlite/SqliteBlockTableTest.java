package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.BlockRow;
import dev.convoke.store.BlockTable;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteBlockTableTest {

    private static final Msisdn WHO = new Msisdn("+447700900123");

    private Store store;
    private BlockTable blocks;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StoreFixture.open(folder.resolve("convoke.db"));
        blocks = store.blocks();
        await(store.rooms().add(room(ROOM)));
        await(store.rooms().add(room(OTHER_ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static BlockRow rule(
            String pattern, Optional<ConferenceNumber> room, boolean allow, Optional<Instant> until) {
        return new BlockRow(new NumberPattern(pattern), room, allow, "shouts; \0 and 📚", NOON, until);
    }

    /** Rules as words: {@code -} blocks, {@code =} allows, {@code @} is for the one room and {@code #} for the other. */
    private void put(String rules) {
        Pattern.compile(" ").splitAsStream(rules).forEach(word -> {
            Optional<ConferenceNumber> room = word.endsWith("@")
                    ? Optional.of(ROOM)
                    : word.endsWith("#") ? Optional.of(OTHER_ROOM) : Optional.empty();
            await(blocks.put(rule(word.replaceAll("[-=@#]", ""), room, word.startsWith("="), Optional.empty())));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "-+4476*, none",
        "-+4477*, block +4477*",
        "-+*, block +*",
        "-+447700900123, block +447700900123",
        "-+447700900124, none",
        "-+44* =+4477*, allow +4477*",
        "=+44* -+4477*, block +4477*",
        "=+447700900123 -+4477* , allow +447700900123",
        "-+447700900123 =+447700900123*, allow +447700900123*",
        "=+447700900123 -+447700900123*, allow +447700900123",
        "-+4477*@, block +4477*",
        "-+4477*#, none",
        "-+4477* =+4477*@, allow +4477*",
        "=+4477* -+4477*@, block +4477*",
        "-+4477*@ =+44770*, allow +44770*",
        "-+44* =+4477*#, block +44*",
    })
    void theLongestRuleDecidesAndOfEqualOnesTheRoomsOwnThenTheOneThatAllows(String rules, String expected) {
        put(rules);

        String found = blocks.deciding(WHO, Optional.of(ROOM), NOON)
                .map(rule -> (rule.allow() ? "allow " : "block ") + rule.pattern())
                .orElse("none");

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void withoutARoomOnlyTheRulesForAllRoomsCount() {
        put("-+447*@ =+44*");

        assertThat(blocks.deciding(WHO, Optional.empty(), NOON))
                .map(BlockRow::allow)
                .hasValue(true);
    }

    @Test
    void aLaterRuleTakesThePlaceOfTheFirst() {
        put("-+4477* =+4477* -+4477*@ =+4477*@");

        assertThat(blocks.all(NOON))
                .containsExactly(
                        rule("+4477*", Optional.empty(), true, Optional.empty()),
                        rule("+4477*", Optional.of(ROOM), true, Optional.empty()));
    }

    @Test
    void aRuleEnds() {
        Instant end = NOON.plusSeconds(60);
        await(blocks.put(rule("+4477*", Optional.empty(), false, Optional.of(end))));

        assertThat(blocks.deciding(WHO, Optional.empty(), end.minusMillis(1))).isPresent();
        assertThat(blocks.deciding(WHO, Optional.empty(), end)).isEmpty();
        assertThat(blocks.all(end)).isEmpty();
        assertThat(await(blocks.purge(end))).isZero();
        assertThat(await(blocks.purge(end.plusMillis(1)))).isEqualTo(1);
    }

    @Test
    void takesAwayTheRuleOfThatRoomAlone() {
        put("-+4477* -+4477*@");
        NumberPattern pattern = new NumberPattern("+4477*");

        assertThat(await(blocks.remove(pattern, Optional.of(OTHER_ROOM)))).isFalse();
        assertThat(await(blocks.remove(pattern, Optional.of(ROOM)))).isTrue();
        assertThat(blocks.all(NOON)).extracting(BlockRow::room).containsExactly(Optional.empty());
        assertThat(await(blocks.remove(pattern, Optional.empty()))).isTrue();
        assertThat(await(blocks.remove(pattern, Optional.empty()))).isFalse();
    }

    @Test
    void aRoomTakesItsRulesWithIt() {
        put("-+4477*@");

        await(store.rooms().remove(ROOM));

        assertThat(blocks.all(NOON)).isEmpty();
    }

    @Test
    void failsForARoomThatIsNotThere() {
        BlockRow nowhere = rule("+4477*", Optional.of(new ConferenceNumber("999")), false, Optional.empty());

        assertThat(awaitFailure(blocks.put(nowhere))).isInstanceOf(StoreException.class);
    }

    @Test
    void theLongestNumberIsFoundToo() {
        Msisdn longest = new Msisdn("+123456789012345");
        put("-+123456789012345");

        assertThat(blocks.deciding(longest, Optional.empty(), NOON)).isPresent();
    }
}
