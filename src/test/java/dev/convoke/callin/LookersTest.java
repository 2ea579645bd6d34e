package dev.convoke.callin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.InvitationCode;
import org.junit.jupiter.api.Test;

class LookersTest {

    private static final InvitationCode CODE = InvitationCode.of(1);
    private static final InvitationCode OTHER = InvitationCode.of(2);

    private final Lookers lookers = new Lookers(2);
    private final Lookers.Looker first = lookers.one();
    private final Lookers.Looker second = lookers.one();
    private final Lookers.Looker third = lookers.one();

    @Test
    void letsSoManyLookAtACodeAsOftenAsTheyLike() {
        assertThat(first.mayLook(CODE)).isTrue();
        assertThat(second.mayLook(CODE)).isTrue();

        assertThat(first.mayLook(CODE)).isTrue();
        assertThat(third.mayLook(CODE)).isFalse();
        assertThat(third.mayLook(OTHER)).isTrue();
    }

    @Test
    void forgetsWhoIsOverOnceAndWhateverIsDecidedLater() {
        first.mayLook(CODE);
        second.mayLook(CODE);

        first.over();
        first.over();
        assertThat(first.mayLook(CODE)).as("nobody hears it").isTrue();
        assertThat(third.mayLook(CODE)).isTrue();
        second.over();
        third.over();

        assertThat(lookers.codes()).isZero();
    }
}
