package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Visitor;
import dev.convoke.invitation.Invitations;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.room.port.Inviter.Host;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Those who are connected: asked for number and PIN, or in a room and inviting others. */
@Timeout(30)
class DoorServiceTest {

    private static final Visitor VISITOR = new Visitor(
            Reception.person(1),
            DeviceAddress.parse("198.51.100.7:5000").orElseThrow(),
            Reception.SERVICE,
            Nick.parse("Alice"));

    @RegisterExtension
    private final Desk desk = new Desk();

    @Test
    void theDoorAsksAdmissionAndEachTryCounts() {
        Verdict wrong = atTheDoor(VISITOR, "000000");
        Verdict right = atTheDoor(VISITOR, "492150");

        assertThat(wrong).isEqualTo(new Refused(RefusalReason.WRONG_PIN));
        assertThat(Reception.word(right)).isEqualTo("moderator");
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.WRONG_PIN, 1L);
    }

    private Verdict atTheDoor(Visitor visitor, String pin) {
        return desk.desk
                .doorService()
                .atTheDoor(visitor, Reception.ROOM, Pin.parse(pin))
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void whoIsBlockedFromARoomIsToldAtTheDoorThatThereIsNone() {
        desk.block("+4477*", Optional.of(Reception.ROOM), false);

        assertThat(Reception.word(desk.reception.atTheDoor(1, "198.51.100.7:5000", "8401234", Optional.empty())))
                .isEqualTo("unknown-room");
    }

    @Test
    void whoIsInTheRoomInvitesAsByText() {
        assertThat(invite("07700900456")).isEqualTo("Room 8401234: 1 invited");

        assertThat(desk.answers).extracting(MobileTerminated::to).containsExactly(new Msisdn("+447700900456"));
    }

    private String invite(String number) {
        return desk.desk
                .doorService()
                .invite(new Invitations.Wish(
                        Reception.ROOM,
                        Host.moderator(new Person.Phone(Reception.person(1))),
                        Optional.empty(),
                        List.of(number)))
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void afterTheEndEveryoneIsToldThatTheServiceIsBusy() {
        desk.desk.close();

        assertThat(atTheDoor(VISITOR, "492150")).isEqualTo(new Refused(RefusalReason.BUSY));
        assertThat(invite("07700900456")).isEqualTo("The service is busy. Text again in a minute.");
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.BUSY, 1L);
    }
}
