package dev.convoke.invitation;

import dev.convoke.invitation.Codes.Issued;
import dev.convoke.sms.Gsm7;
import dev.convoke.sms.SingleSms;
import dev.convoke.terms.WallTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The text that has a code: {@code Meeting "Budget", Tue 1 Dec 2026 10:00 (Europe/London). Join: https://talk.example.net/#K7QW3M9XPT4H
 * STOP: no more texts.} The link stands in the middle: phones fetch one that begins or ends a text, to show what is behind it.
 *
 * <p>One SMS of one part. What does not fit is left out: part of the name, all of it, the time, and STOP in the end.
 */
public final class CodeText {

    private static final String STOP = " STOP: no more texts.";

    private CodeText() {}

    /**
     * The text; empty if there is no way in that could be named.
     *
     * @param name what the room is called; may be empty
     */
    public static Optional<String> of(String name, Issued issued, EntrancePoints entrance, Instant now) {
        return entrance.words(issued.code()).map(way -> of(name, when(issued, now), way));
    }

    private static String of(String name, String when, String way) {
        if (!name.isEmpty() && Gsm7.holds(name)) {
            String named = SingleSms.with(name, "Meeting \"%s\", " + when + ". " + way + STOP);
            if (SingleSms.holds(named) && !named.contains("\"\"")) {
                return named;
            }
        }
        return List.of("Meeting, " + when + ". " + way + STOP, "Meeting. " + way + STOP, "Meeting. " + way + " .")
                .stream()
                .filter(SingleSms::holds)
                .findFirst()
                .orElse(way);
    }

    private static String when(Issued issued, Instant now) {
        return issued.booking()
                .filter(next -> next.start().isAfter(now))
                .map(next -> WallTime.text(next.start(), next.zone()))
                .orElse("now");
    }
}
