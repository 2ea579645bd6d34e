package dev.convoke.room.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.Nick;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NickMatchTest {

    private static final String LONGEST = "x".repeat(Nick.MAX_CHARS);
    private static final Map<String, String> PEOPLE =
            Map.of("bob", "Bob", "bob smith", "Bob Smith", "o'neil", "O'Neil", LONGEST, "Long");

    private static Optional<NickMatch<String>> find(String words) {
        return NickMatch.find(words, nick -> Optional.ofNullable(PEOPLE.get(nick.folded())));
    }

    @Test
    void findsTheLongestNickAndWhatFollows() {
        assertThat(find("Bob")).contains(new NickMatch<>("Bob", ""));
        assertThat(find("bob  too loud ")).contains(new NickMatch<>("Bob", "too loud"));
        assertThat(find("BOB SMITH go")).contains(new NickMatch<>("Bob Smith", "go"));
        assertThat(find("bob   smith   go")).contains(new NickMatch<>("Bob Smith", "go"));
        assertThat(find("O'Neil: hello")).contains(new NickMatch<>("O'Neil", "hello"));
    }

    @Test
    void whatFollowsALongNickIsNoPartOfIt() {
        assertThat(find(LONGEST + " and a reason")).contains(new NickMatch<>("Long", "and a reason"));
        assertThat(find(LONGEST + " " + "reason ".repeat(500)).orElseThrow().rest())
                .startsWith("reason reason")
                .hasSizeGreaterThan(3_000);
    }

    @Test
    void findsNobodyInOtherWords() {
        assertThat(find("")).isEmpty();
        assertThat(find(" ")).isEmpty();
        assertThat(find("nobody bob")).isEmpty();
        assertThat(find("!".repeat(4_000))).isEmpty();
        assertThat(find("a ".repeat(2_000))).isEmpty();
    }
}
