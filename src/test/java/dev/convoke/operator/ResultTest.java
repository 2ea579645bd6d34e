package dev.convoke.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.Result.Conflict;
import dev.convoke.operator.Result.Invalid;
import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Obstacle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Results, field errors and changes as values. */
class ResultTest {

    private static String told(Result<String> result) {
        return result.fold(
                done -> "done " + done,
                errors -> "invalid " + errors.get(0).field(),
                NotFound::sentence,
                Conflict::sentence);
    }

    @Test
    void eachCaseHasAFunction() {
        FieldError error = FieldError.of("capacity", 1, "2..100000");

        assertThat(told(Result.done("it"))).isEqualTo("done it");
        assertThat(told(new Invalid<>(List.of(error)))).isEqualTo("invalid capacity");
        assertThat(told(Result.noRoom(Office.ROOM))).isEqualTo("there is no room 8401234");
        assertThat(told(Result.conflict(Obstacle.TIME_TAKEN, Office.ROOM, "taken")))
                .isEqualTo("taken");
    }

    @Test
    void anErrorSaysFieldValueExpectationAndRemedy() {
        assertThat(FieldError.of("capacity", 1, "2..100000").sentence()).isEqualTo("capacity: 1 (expected: 2..100000)");
        assertThat(FieldError.withoutValue("name", "at most 60 characters").sentence())
                .isEqualTo("name: at most 60 characters");
        assertThat(new FieldError("a", "b", "c", "do d").sentence()).isEqualTo("a: b (expected: c); do d");
    }

    @Test
    void aChangeKeepsClearsOrSets() {
        Optional<Integer> before = Optional.of(1);

        assertThat(Change.<Integer>keep().applyTo(before)).isEqualTo(before);
        assertThat(Change.<Integer>clear().applyTo(before)).isEmpty();
        assertThat(Change.to(2).applyTo(before)).contains(2);
        assertThat(Change.<Integer>keep().wanted()).isEmpty();
        assertThat(Change.to(2).wanted()).contains(2);
    }
}
