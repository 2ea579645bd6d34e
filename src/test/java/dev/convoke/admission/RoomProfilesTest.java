package dev.convoke.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.store.PinDigest;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomProfilesTest {

    private static final RoomPolicy SERVER = new RoomPolicy(
            new RoomPolicy.Access(true, 50, 5, Duration.ofMinutes(1)),
            new RoomPolicy.ModeratorGone(RoomPolicy.WithoutModerator.HOLD, Duration.ofMinutes(2)),
            new RoomPolicy.Privacy(RoomPolicy.Numbers.ALL, RoomPolicy.PrivateTexts.OFF),
            new RoomPolicy.Talk(3, 4, 5, Duration.ofMillis(6), Duration.ofSeconds(7)));
    private static final RoomProfiles PROFILES = new RoomProfiles(Duration.ofMinutes(8), SERVER);

    private static RoomRow row(PolicyRow policy) {
        return RoomRow.plain(
                        new ConferenceNumber("8401234"), "Budget", new PinDigest("k1", "ab".repeat(32)), Instant.EPOCH)
                .withTranscript(true)
                .withPolicy(policy);
    }

    private static PolicyRow access(Optional<Integer> capacity, Optional<Integer> moderatorSeats) {
        PolicyRow unset = PolicyRow.unset();
        return new PolicyRow(
                new PolicyRow.Access(Optional.empty(), capacity, moderatorSeats, Optional.empty(), Optional.empty()),
                unset.lastModerator(),
                unset.privacy(),
                unset.talk());
    }

    @Test
    void aRowThatSaysNothingGetsTheServersSetting() {
        RoomProfile profile = PROFILES.of(row(PolicyRow.unset()));

        assertThat(profile)
                .isEqualTo(new RoomProfile(
                        new ConferenceNumber("8401234"), "Budget", true, Duration.ofMinutes(8), SERVER));
    }

    @Test
    void whatTheRowSaysHoldsWordByWord() {
        PolicyRow all = new PolicyRow(
                new PolicyRow.Access(
                        Optional.of(false),
                        Optional.of(9),
                        Optional.of(2),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(true)),
                new PolicyRow.LastModerator(Optional.of("end"), Optional.of(Duration.ofSeconds(9))),
                new PolicyRow.Privacy(Optional.of("nobody"), Optional.of("moderators"), Optional.of("all")),
                new PolicyRow.Talk(
                        Optional.of(30),
                        Optional.of(40),
                        Optional.of(50),
                        Optional.of(Duration.ofMillis(60)),
                        Optional.of(Duration.ZERO)));

        assertThat(PROFILES.policyOf(all))
                .isEqualTo(new RoomPolicy(
                        new RoomPolicy.Access(false, 9, 2, Duration.ofHours(1), true),
                        new RoomPolicy.ModeratorGone(RoomPolicy.WithoutModerator.END, Duration.ofSeconds(9)),
                        new RoomPolicy.Privacy(
                                RoomPolicy.Numbers.NOBODY, RoomPolicy.PrivateTexts.MODERATORS, RoomPolicy.Inviting.ALL),
                        new RoomPolicy.Talk(30, 40, 50, Duration.ofMillis(60), Duration.ZERO)));
    }

    @Test
    void seatsForModeratorsNeverFillASmallRoom() {
        assertThat(PROFILES.policyOf(access(Optional.of(3), Optional.empty()))
                        .access()
                        .moderatorSeats())
                .isEqualTo(2);
    }

    @Test
    void aValueThatNoRoomMayHaveIsRefusedByItsKey() {
        assertThatThrownBy(() -> PROFILES.policyOf(access(Optional.of(1), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity: 1 (expected: 2..100000)");
    }
}
