package dev.convoke.invitation;

import dev.convoke.sms.Gsm7;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BookingRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ServiceNumber;
import dev.convoke.terms.WallTime;
import java.time.Instant;
import java.util.Optional;

/**
 * What someone is texted who is invited (US 8,018,877 step 405: the owner hands out time, server number and conference number):
 * {@code Meeting "Budget", Tue 1 Dec 2026 10:00 (Europe/London). Text IP:port 8401234 and a name to 84433. STOP: no more texts.}
 *
 * <p>One SMS, for which a long name is cut; a name in another script than the GSM alphabet's makes it two.
 */
public final class InvitationText {

    /** So that two SMS of 67 UCS-2 units hold it, zone and numbers at their longest excepted. */
    private static final int MAX_FOREIGN_NAME_CHARS = 20;

    private InvitationText() {}

    /**
     * The text.
     *
     * @param booking the one that is on or next; empty if the room has none
     * @param to the number that is to be texted
     */
    public static String of(RoomRow room, Optional<BookingRow> booking, Instant now, ServiceNumber to) {
        String when = booking.filter(next -> next.start().isAfter(now))
                .map(next -> WallTime.text(next.start(), next.zone()))
                .orElse("now");
        String pin = room.participantPin().isPresent() ? " PIN" : "";
        String what = ", " + when + ". Text IP:port " + room.number() + pin + " and a name to " + to
                + ". STOP: no more texts.";
        if (room.name().isEmpty()) {
            return "Meeting" + what;
        }
        return Gsm7.holds(room.name())
                ? SingleSms.with(room.name(), "Meeting \"%s\"" + what)
                : "Meeting \"" + cut(room.name()) + "\"" + what;
    }

    private static String cut(String name) {
        if (name.length() <= MAX_FOREIGN_NAME_CHARS) {
            return name;
        }
        boolean inPair = Character.isHighSurrogate(name.charAt(MAX_FOREIGN_NAME_CHARS - 1));
        return name.substring(0, inPair ? MAX_FOREIGN_NAME_CHARS - 1 : MAX_FOREIGN_NAME_CHARS)
                .strip();
    }
}
