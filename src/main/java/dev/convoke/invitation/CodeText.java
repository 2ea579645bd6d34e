package dev.convoke.invitation;

import dev.convoke.invitation.Codes.Issued;
import dev.convoke.sms.Gsm7;
import dev.convoke.sms.SingleSms;
import dev.convoke.terms.Nick;
import dev.convoke.terms.WallTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text that has a code: {@code Meeting "Budget", Tue 1 Dec 2026 10:00 (Europe/London). Join: https://talk.example.net/#K7QW3M9XPT4H
 * STOP: no more texts.} The link stands in the middle: phones fetch one that begins or ends a text, to show what is behind it.
 *
 * <p>Where others invite, it says who: {@code Meeting "Budget", now, invited by "Ann". Join: …}, and how to get help.
 *
 * <p>One SMS of one part. What does not fit is left out: how to get help, part of the name, all of it, the host, the time, and STOP in
 * the end.
 */
public final class CodeText {

    static final String STOP = " STOP: no more texts.";
    static final String HELP = " HELP: how it works.";

    private CodeText() {}

    /**
     * The answer to somebody who asked how to come in; empty if there is no way in that could be named.
     *
     * @param name what the room is called; may be empty
     */
    public static Optional<String> of(String name, Issued issued, EntrancePoints entrance, Instant now) {
        return entrance.words(issued.code())
                .map(way -> fitted(readable(name), when(issued, now), List.of(""), way, way));
    }

    /**
     * What somebody is texted whom others invite; empty as above.
     *
     * @param host the name of whoever invites; empty if they have none
     */
    public static Optional<String> invitation(
            String name, Optional<Nick> host, Issued issued, EntrancePoints entrance, Instant now) {
        return entrance.words(issued.code())
                .map(way ->
                        fitted(readable(name), when(issued, now), List.of(HostName.words(host), ""), way + HELP, way));
    }

    private static String readable(String name) {
        return Gsm7.holds(name) ? name : "";
    }

    /**
     * The first that one SMS holds: with everything, then without how to get help, then with part of the name, then without it, without
     * the host, and at last without the time.
     *
     * @param hosts how the host may be named, the best first
     * @param best the way in, and perhaps how to get help
     * @param way the way in alone
     */
    static String fitted(String name, String when, List<String> hosts, String best, String way) {
        String named = name.isEmpty() ? "" : " \"" + name + '"';
        String host = hosts.get(0);
        Stream<String> whole =
                Stream.of(best, way).map(end -> "Meeting" + named + ", " + when + host + ". " + end + STOP);
        Stream<String> cut = named.isEmpty()
                ? Stream.empty()
                : hosts.stream()
                        .map(by -> SingleSms.with(name, "Meeting \"%s\", " + when + by + ". " + way + STOP))
                        .filter(text -> !text.contains("\"\""));
        Stream<String> nameless = hosts.stream().map(by -> "Meeting, " + when + by + ". " + way + STOP);
        Stream<String> shortest = Stream.of("Meeting. " + way + STOP, "Meeting. " + way + " .");
        return Stream.of(whole, cut, nameless, shortest)
                .flatMap(texts -> texts)
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
