package dev.convoke.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.CodeSettings;
import dev.convoke.inbound.Reception;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.invitation.Codes.Issued;
import dev.convoke.store.CodeRow;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The codes of invitations on a real file. */
@Timeout(30)
class CodesTest {

    private static final Person ALICE = new Person.Phone(Reception.person(1));
    private static final Person BOB = new Person.Phone(Reception.person(2));

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private Codes codes() {
        return reception.codes;
    }

    private static Grant grant(Person who) {
        return new Grant(Reception.ROOM, who, who, Role.MODERATOR, Nick.parse("Ann"));
    }

    private InvitationCode issued(Person who) {
        return codes().issue(grant(who)).join().code();
    }

    private CodeRow row(InvitationCode code) {
        return codes().find(code.digits()).orElseThrow();
    }

    private boolean isUsed(InvitationCode code) {
        return codes().use(row(code), Optional.empty()).join();
    }

    @Test
    void aCodeIsFoundAgainHoweverItIsTyped() {
        InvitationCode code = issued(ALICE);

        CodeRow row = codes().find(code.grouped().toLowerCase(Locale.ROOT)).orElseThrow();

        assertThat(row.who()).isEqualTo(ALICE);
        assertThat(row.role()).isEqualTo(Role.MODERATOR);
        assertThat(row.nick()).isEqualTo(Nick.parse("Ann"));
        assertThat(row.until()).isEqualTo(Reception.NOON.plus(Codes.UNUSED));
        assertThat(row.isOwn()).isTrue();
    }

    @Test
    void noneOfAHundredThousandRandomCodesIsFound() {
        issued(ALICE);
        SecureRandom chance = new SecureRandom();
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            found += codes().find(InvitationCode.generate(chance).digits()).isPresent() ? 1 : 0;
        }

        assertThat(found).isZero();
    }

    @Test
    void whoHasTheFileHasNoCode() throws IOException {
        InvitationCode code = issued(ALICE);
        List<Issued> bearer = codes().bearer(Reception.ROOM, ALICE, 1).join();
        reception.store.close();

        try (Stream<Path> files = Files.list(reception.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String octets = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(octets).doesNotContain(code.digits(), code.grouped());
                assertThat(octets.toUpperCase(Locale.ROOT))
                        .doesNotContain(bearer.get(0).code().digits());
            }
        }
    }

    @Test
    void aCodeOfAnotherKeyIsNone() {
        InvitationCode code = issued(ALICE);
        Codes others =
                new Codes(reception.store, new byte[32], CodeSettings.defaults(), EntrancePoints.NONE, reception.clock);

        assertThat(others.find(code.digits())).isEmpty();
    }

    @Test
    void aCodeTakesTheSameSeatAsOftenAsItIsShown() {
        InvitationCode code = issued(ALICE);

        assertThat(isUsed(code)).isTrue();
        assertThat(isUsed(code)).isTrue();
        assertThat(codes().resume(row(code))).isEmpty();
    }

    @Test
    void inTheStrictReadingItIsGoodOnceAndThenWithItsSecret() {
        reception.codeSettings =
                new CodeSettings(1, false, CodeSettings.defaults().strangers());
        reception.reopen(dev.convoke.admission.AdmissionSettings.defaults());
        InvitationCode code = issued(ALICE);

        assertThat(isUsed(code)).isTrue();

        assertThat(isUsed(code)).isFalse();
        String secret = codes().resume(row(code));
        assertThat(secret).hasSize(32);
        assertThat(codes().use(row(code), Optional.of(secret)).join()).isTrue();
        String other = codes().resume(row(issued(BOB)));
        assertThat(codes().use(row(code), Optional.of(other)).join()).isFalse();
    }

    @Test
    void theOlderCodeIsGoodUntilTheNewerOneIsUsed() {
        InvitationCode first = issued(ALICE);
        InvitationCode others = issued(BOB);
        InvitationCode second = issued(ALICE);
        assertThat(isUsed(first)).isTrue();

        assertThat(isUsed(second)).isTrue();

        assertThat(isUsed(first)).isFalse();
        assertThat(isUsed(second)).isTrue();
        assertThat(isUsed(others)).isTrue();
    }

    @Test
    void theUseOfTheOlderOneLeavesTheNewerGood() {
        InvitationCode first = issued(ALICE);
        InvitationCode second = issued(ALICE);

        assertThat(isUsed(first)).isTrue();

        assertThat(isUsed(second)).isTrue();
    }

    @Test
    void oneTextHasOneCodeHoweverOftenItIsDealtWith() {
        InvitationCode code = codes().answer(7, grant(ALICE)).join().code();
        assertThat(isUsed(code)).isTrue();

        assertThat(codes().answer(7, grant(ALICE)).join().code()).isEqualTo(code);
        assertThat(isUsed(code)).isTrue();
        assertThat(codes().answer(8, grant(ALICE)).join().code()).isNotEqualTo(code);
    }

    @Test
    void whatIsTakenBackIsGoodNoMore() {
        InvitationCode here = issued(ALICE);
        InvitationCode others = issued(BOB);

        assertThat(codes().revoke(Reception.ROOM, ALICE).join()).isEqualTo(1);
        assertThat(isUsed(here)).isFalse();
        assertThat(isUsed(others)).isTrue();

        assertThat(codes().revoke(BOB).join()).isEqualTo(1);
        assertThat(isUsed(others)).isFalse();
    }

    @Test
    void theEndOfAMeetingTakesBackWhatWasMadeForItAndNotWhatIsMadeForTheNext() {
        InvitationCode before = issued(ALICE);
        reception.clock.advance(Duration.ofMinutes(30));
        InvitationCode after = issued(BOB);

        assertThat(reception
                        .store
                        .codes()
                        .revokeRoom(Reception.ROOM, reception.clock.instant(), false)
                        .join())
                .isEqualTo(1);

        assertThat(isUsed(before)).isFalse();
        assertThat(isUsed(after)).isTrue();
    }

    @Test
    void aBookingsCodesEndWithItAndAreTakenBackWithIt() {
        long booking =
                reception.book("2026-12-01T13:00", "UTC", Duration.ofHours(1)).id();
        Issued issued = codes().issue(grant(ALICE)).join();

        assertThat(issued.until()).isEqualTo(Reception.NOON.plus(Duration.ofHours(2)));
        assertThat(row(issued.code()).booking()).hasValue(booking);
        assertThat(reception
                        .store
                        .codes()
                        .revokeRoom(Reception.ROOM, Reception.NOON.plusSeconds(60), true)
                        .join())
                .as("the end of a meeting before it")
                .isZero();
        assertThat(reception
                        .store
                        .codes()
                        .revokeRoom(Reception.ROOM, issued.until(), false)
                        .join())
                .as("an end for want of people")
                .isZero();
        reception.store.bookings().cancel(booking).join();
        assertThat(isUsed(issued.code())).isFalse();
    }

    @Test
    void bearersOfTheSameCodeAreTheSameGuest() {
        List<Issued> issued = codes().bearer(Reception.ROOM, ALICE, 3).join();

        assertThat(issued)
                .extracting(one -> row(one.code()).who())
                .allMatch(who -> who instanceof Person.Guest)
                .doesNotHaveDuplicates();
        assertThat(row(issued.get(0).code()).who())
                .isEqualTo(row(issued.get(0).code()).who());
        assertThat(row(issued.get(0).code()).by()).isEqualTo(ALICE);
    }

    @Test
    void nobodyHasCodesWithoutEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(codes().bearer(Reception.ROOM, ALICE, 20).join()).hasSize(20);
        }

        assertThat(codes().bearer(Reception.ROOM, ALICE, 20).join()).isEmpty();
        assertThat(codes().bearer(Reception.ROOM, BOB, 20).join()).hasSize(20);
    }

    @Test
    void aCodeThatWasUsedLastsAsLongAsTheMeetingAndRowsGoADayAfterTheirEnd() {
        InvitationCode used = issued(ALICE);
        InvitationCode unused = issued(BOB);
        assertThat(isUsed(used)).isTrue();
        assertThat(row(used).until()).isEqualTo(Reception.NOON.plus(Codes.USED));

        assertThat(reception
                        .store
                        .codes()
                        .purge(Reception.NOON.plus(Duration.ofHours(3)))
                        .join())
                .isEqualTo(1);

        assertThat(codes().find(unused.digits())).isEmpty();
        assertThat(codes().find(used.digits())).isPresent();
    }
}
