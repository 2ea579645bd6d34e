package dev.convoke.peer.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.peer.phone.HeardLine.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a phone makes of the lines that come, and of those typed on it. */
class HeardLineTest {

    @Test
    void readsEveryKindOfLine() {
        assertThat(HeardLine.of("<Bob Smith> a > b")).isEqualTo(new HeardLine(Kind.SPEECH, "Bob Smith", "a > b"));
        assertThat(HeardLine.of("-Ann-Kay- psst - no")).isEqualTo(new HeardLine(Kind.PRIVATE, "Ann-Kay", "psst - no"));
        assertThat(HeardLine.of("* Bob left").kind()).isEqualTo(Kind.NOTICE);
        assertThat(HeardLine.of("! no").kind()).isEqualTo(Kind.REFUSAL);
        assertThat(HeardLine.of("? PIN:").kind()).isEqualTo(Kind.PROMPT);
        assertThat(HeardLine.of("| Bob").kind()).isEqualTo(Kind.ROW);
        assertThat(List.of("", "*", "<", "<>", "<a", "- ", "SSH-2.0-x"))
                .allSatisfy(line -> assertThat(HeardLine.of(line)).hasToString(line));
    }

    @Test
    void hidesWhatReturnsAndNothingElse() {
        OwnWords own = new OwnWords();
        own.returned(HeardLine.of(
                "* Welcome to A. You are B. You are Bob (moderator); 2 people here. /help lists the commands."));
        own.typed("hello");
        own.typed("//slash");
        own.typed("/who");

        assertThat(own.returned(HeardLine.of("<Alice> hello"))).isFalse();
        assertThat(own.returned(HeardLine.of("<Bob> hello"))).isTrue();
        assertThat(own.returned(HeardLine.of("<Bob> hello"))).isFalse();
        assertThat(own.returned(HeardLine.of("<Bob> /slash"))).isTrue();
        assertThat(own.returned(HeardLine.of("<Bob> /who"))).isFalse();
    }

    @Test
    void knowsItsNewName() {
        OwnWords own = new OwnWords();
        own.returned(HeardLine.of("* Welcome to A. You are Bob. The moderator is not here yet: please wait."));
        own.returned(HeardLine.of("* Bob is now Robert"));
        own.typed("hello");

        assertThat(own.returned(HeardLine.of("<Robert> hello"))).isTrue();
    }

    @Test
    void learnsWhoIsThere() {
        Vocabulary words = new Vocabulary();
        words.heard(HeardLine.of("* Ann, Ben and Cleo joined (5 people here)"));
        words.heard(HeardLine.of("* Ben left (4 people here)"));
        words.heard(HeardLine.of("<Dan> hello"));
        words.heard(HeardLine.of("| No listing, asked for"));
        words.typed("/who");
        words.heard(HeardLine.of("| Eve, moderator, muted"));
        words.heard(HeardLine.of("| 2 people"));
        words.heard(HeardLine.of("| Said before"));

        assertThat(words.proposals("", true)).containsExactly("Ann", "Cleo", "Dan", "Eve");
        assertThat(words.proposals("/m", true)).contains("/msg", "/me", "/mute");
    }
}
