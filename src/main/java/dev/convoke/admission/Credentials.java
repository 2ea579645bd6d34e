package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.Optional;

/**
 * What number and PIN are worth (US 8,018,877 step 430: "confirms that the PIN is correct for the specific personal conference
 * number"). The PIN decides the role, the keyword of the text does not. A room that does not exist costs the same work as one
 * that does, so the time of an answer tells nothing.
 */
final class Credentials {

    private final PinVault vault;

    Credentials(PinVault vault) {
        this.vault = vault;
    }

    /** The right to a role, or why there is none. */
    record Finding(Optional<Role> role, Optional<Refused> refused) {

        static Finding of(Role role) {
            return new Finding(Optional.of(role), Optional.empty());
        }

        static Finding of(Refused refused) {
            return new Finding(Optional.empty(), Optional.of(refused));
        }
    }

    /** Looks at a number and a PIN; the number may be that of no room. */
    Finding examine(Optional<RoomRow> room, ConferenceNumber number, Optional<Pin> pin) {
        boolean moderator = matches(room.map(RoomRow::moderatorPin), number, pin);
        boolean participant = matches(room.flatMap(RoomRow::participantPin), number, pin);
        if (room.isEmpty()) {
            return Finding.of(new Refused(RefusalReason.UNKNOWN_ROOM));
        }
        if (pin.isEmpty()) {
            return room.get().participantPin().isPresent()
                    ? Finding.of(new Refused(RefusalReason.PIN_REQUIRED))
                    : Finding.of(Role.PARTICIPANT);
        }
        if (moderator) {
            return Finding.of(Role.MODERATOR);
        }
        return participant ? Finding.of(Role.PARTICIPANT) : Finding.of(new Refused(RefusalReason.WRONG_PIN));
    }

    private boolean matches(Optional<PinDigest> kept, ConferenceNumber number, Optional<Pin> pin) {
        return pin.isPresent() && vault.matches(number, pin.get(), kept.orElseGet(vault::decoy));
    }
}
