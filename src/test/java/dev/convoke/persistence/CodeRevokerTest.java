package dev.convoke.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.Reception;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.room.event.CloseReason;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of codes when a meeting ends. */
@Timeout(30)
class CodeRevokerTest {

    private static final Person ALICE = new Person.Phone(Reception.person(1));

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private InvitationCode issued() {
        return reception
                .codes
                .issue(new Grant(Reception.ROOM, ALICE, ALICE, Role.PARTICIPANT, Optional.empty()))
                .join()
                .code();
    }

    private boolean isRevoked(InvitationCode code) {
        return reception.codes.find(code.digits()).orElseThrow().revokedAt().isPresent();
    }

    private void ends(CloseReason reason) {
        CodeRevoker revoker = new CodeRevoker(
                reception.store.codes(),
                (room, by, count) -> CompletableFuture.completedFuture(List.of()),
                reception.clock);
        revoker.ended(Reception.ROOM, reason, reception.clock.millis());
        // What is written after it is on disk after it.
        issued();
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void whatWasMadeForAMeetingEndsWithItButNotWithTheServer(CloseReason reason) {
        InvitationCode code = issued();
        reception.clock.advance(Duration.ofMinutes(1));

        ends(reason);

        assertThat(isRevoked(code)).isEqualTo(reason != CloseReason.SHUTDOWN);
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void whatWasMadeForABookingOutlivesAnEmptyRoom(CloseReason reason) {
        reception.book("2026-12-01T12:00", "UTC", Duration.ofHours(1));
        InvitationCode code = issued();
        reception.clock.advance(Duration.ofMinutes(1));

        ends(reason);

        boolean decided = reason == CloseReason.BY_MODERATOR
                || reason == CloseReason.BOOKING_ENDED
                || reason == CloseReason.BY_OPERATOR;
        assertThat(isRevoked(code)).isEqualTo(decided);
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void whatWasMadeForALaterBookingIsNotTouched(CloseReason reason) {
        reception.book("2026-12-02T12:00", "UTC", Duration.ofHours(1));
        InvitationCode code = issued();
        reception.clock.advance(Duration.ofMinutes(1));

        ends(reason);

        assertThat(isRevoked(code)).isFalse();
    }
}
