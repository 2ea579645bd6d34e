package dev.convoke.cli;

import dev.convoke.cli.base.SmsLink;
import dev.convoke.operator.RoomDetails;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * What people are told who are to come, on a poster, at a door or in an e-mail: what to text, and a link that writes it. It has no PIN
 * in it, for posters are read by everybody.
 *
 * @param title what the room is called
 * @param number its conference number
 * @param to the service number
 * @param asksForPin whether participants need a PIN
 */
record RoomInvitation(String title, ConferenceNumber number, ServiceNumber to, boolean asksForPin) {

    static RoomInvitation of(RoomDetails.Summary room, ServiceNumber to) {
        String title = room.name().isEmpty() ? "Room " + room.number() : room.name();
        return new RoomInvitation(title, room.number(), to, room.asksForPin());
    }

    /** What participants text, as far as it is for everybody. */
    String text() {
        return "JOIN " + number;
    }

    /** Writes {@link #text} on a phone. */
    SmsLink link() {
        return new SmsLink(to, text());
    }

    /** Writes the moderator's text: as secret as the PIN. */
    SmsLink moderatorLink(Pin pin) {
        return new SmsLink(to, "OPEN " + number + " " + pin.reveal());
    }

    /** Plain text that can be pasted. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("You are invited to: " + title);
        lines.add("");
        lines.add("Text this to " + to + ":");
        lines.add("    " + text() + (asksForPin ? " PIN" : "") + " YourName");
        if (asksForPin) {
            lines.add("in place of PIN with the PIN for participants, which whoever invites you tells you.");
        }
        lines.add("");
        lines.add("On a phone, this link writes it" + (asksForPin ? "; add the PIN" : "") + ":");
        lines.add("    " + link());
        lines.add("");
        lines.add("The answer says how to enter. No app is needed, and no account.");
        return lines;
    }
}
