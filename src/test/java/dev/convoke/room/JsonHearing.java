package dev.convoke.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.session.JsonDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads all that one person's JSON legs have heard, one after the other, and says where it is not what the log of the meeting
 * holds: each event as it is there, in its order, once, without a gap that was not announced, and none while the person may
 * not hear. What came before a leg was lost may come again on the next. What a leg asked for with {@code resume} has to come
 * before what is new, or at once.
 */
final class JsonHearing {

    /** Stands in what was heard where the device asked for what came after an event; followed by its number. */
    static final String RESUMES = "> resume ";

    /** Stands where the device said hello and asked for nothing. */
    static final String NEW_LEG = "> hello";

    private final int person;
    private final List<LogEntry> log;
    private final List<String> violations = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private boolean hears;
    private long mayComeAgainUpTo;

    /** The next event of those that are new on this leg. */
    private long next;

    /** The next event of those that were asked for; beyond {@link #replayUntil} there are none. */
    private long nextReplayed;

    private long replayUntil;
    private boolean replayAcknowledged;
    private int replays;
    private int replayed;

    JsonHearing(int person, List<LogEntry> entries) {
        this.person = person;
        this.log = entries;
    }

    List<String> violations() {
        return violations;
    }

    /** How often a leg was given what it asked for, and how many events that were. */
    int replays() {
        return replays;
    }

    int replayed() {
        return replayed;
    }

    void read(String line) {
        if (line.startsWith(RESUMES)) {
            // A new leg, which asks at once; what it is told comes after its welcome.
            mayComeAgainUpTo = lastSeen();
            nextReplayed = Long.parseLong(line.substring(RESUMES.length())) + 1;
            replayUntil = Long.MAX_VALUE;
            replayAcknowledged = false;
            hears = false;
        } else if (line.equals(NEW_LEG)) {
            mayComeAgainUpTo = lastSeen();
            replayUntil = -1;
            hears = false;
        } else if (line.startsWith("{")) {
            read(JsonDevice.parsed(line));
        }
    }

    /** A new leg may bring again what nobody knows to have arrived; the number says that it is a repetition. */
    private long lastSeen() {
        return seen.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void read(JsonNode node) {
        switch (node.path("type").asText()) {
            case "welcome" -> welcomed(node.path("seq").asLong());
            case "gap" -> missed(node.path("missing").asLong());
            case "event" -> event(node);
            case "history" -> node.path("events").forEach(this::isAsInTheLog);
            case "notice" -> hears &= !node.path("text").asText().endsWith("you hear nobody and nobody hears you.");
            case "waiting", "goodbye" -> hears = false;
            case "ack", "error" -> answered(node);
            default -> {}
        }
    }

    private void welcomed(long seq) {
        hears = true;
        next = seq + 1;
        replayUntil = replayUntil == Long.MAX_VALUE ? seq : replayUntil;
    }

    private void missed(long messages) {
        if (nextReplayed <= replayUntil) {
            nextReplayed += messages;
        } else {
            next += messages;
        }
    }

    private void answered(JsonNode node) {
        if (!node.path("id").asText().equals("resume")) {
            return;
        }
        if (node.path("type").asText().equals("ack")) {
            replayAcknowledged = true;
            replays++;
        } else {
            replayUntil = -1;
        }
    }

    private void event(JsonNode node) {
        long seq = node.path("seq").asLong();
        isAsInTheLog(node);
        check(seen.add(seq) || seq <= mayComeAgainUpTo, node, "is heard twice");
        if (!hears && isUnheld(seq)) {
            hears = true;
            next = seq;
            replayUntil = -1;
        }
        check(hears, node, "is heard by who may not hear");
        if (seq == nextReplayed && seq <= replayUntil) {
            nextReplayed++;
            replayed++;
            return;
        }
        check(seq == next, node, "is not the next, which is " + next + " or " + nextReplayed);
        check(!replayAcknowledged || nextReplayed > replayUntil, node, "comes before what was asked for");
        next = seq + 1;
    }

    private void isAsInTheLog(JsonNode node) {
        RoomEvent event = said(node.path("seq").asLong());
        if (event instanceof RoomEvent.Speech speech) {
            check(isSaid(node, "say", "text", speech.from().text(), speech.text()), node, "is not what was said");
        } else if (event instanceof RoomEvent.Emote emote) {
            check(isSaid(node, "me", "text", emote.from().text(), emote.text()), node, "is not what was done");
        } else if (event instanceof RoomEvent.Data data) {
            check(isSaid(node, "data", "payload", data.from().text(), data.base64()), node, "is not what was sent");
        }
    }

    private RoomEvent said(long seq) {
        return log.get((int) seq - 1).event();
    }

    private static boolean isSaid(JsonNode node, String kind, String member, String from, String text) {
        return node.path("kind").asText().equals(kind)
                && node.path("from").asText().equals(from)
                && node.path(member).asText().equals(text);
    }

    private boolean isUnheld(long seq) {
        return said(seq) instanceof RoomEvent.Ruled ruled
                && ruled.ruling() == Ruling.UNHELD
                && LogReplay.person(ruled.whom().orElseThrow()) == person;
    }

    private void check(boolean holds, JsonNode node, String what) {
        if (!holds) {
            violations.add("P" + person + ": " + node + " " + what);
        }
    }
}
