package dev.convoke.invitation;

import dev.convoke.sms.Gsm7;
import dev.convoke.store.BookingRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.Nick;
import dev.convoke.terms.ServiceNumber;
import dev.convoke.terms.WallTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What someone is texted who is invited (US 8,018,877 step 405: the owner hands out time, server number and conference number):
 * {@code Meeting "Budget", Tue 1 Dec 2026 10:00 (Europe/London). Text IP:port 8401234 and a name to 84433. STOP: no more texts.}
 *
 * <p>It says who invites and how to get help where that fits. One SMS, for which a long name is cut; a name in
 * another script than the GSM alphabet's makes it two.
 */
public final class InvitationText {

    /** So that two SMS of 67 UCS-2 units hold it, zone and numbers at their longest excepted. */
    private static final int MAX_FOREIGN_NAME_CHARS = 20;

    private InvitationText() {}

    /**
     * The text.
     *
     * @param host the name of whoever invites; empty if they have none
     * @param booking the one that is on or next; empty if the room has none
     * @param to the number that is to be texted
     */
    public static String of(
            RoomRow room, Optional<Nick> host, Optional<BookingRow> booking, Instant now, ServiceNumber to) {
        String when = booking.filter(next -> next.start().isAfter(now))
                .map(next -> WallTime.text(next.start(), next.zone()))
                .orElse("now");
        String pin = room.participantPin().isPresent() ? " PIN" : "";
        String way = "Text IP:port " + room.number() + pin + " and a name to " + to + ".";
        return Gsm7.holds(room.name())
                ? CodeText.fitted(room.name(), when, List.of(HostName.words(host), ""), way + CodeText.HELP, way)
                : "Meeting \"" + cut(room.name()) + "\", " + when + ". " + way + CodeText.STOP;
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
