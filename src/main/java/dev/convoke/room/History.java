package dev.convoke.room;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What was said last in a meeting, for those who come later. Locking or unlocking the room forgets it: what was said behind a
 * lock stays there, and what was said before it too. Owned by the room's event loop.
 */
final class History {

    /** Long texts count for more, so that a room's history stays in some kilobytes. */
    private static final int MAX_CHARS = 16 << 10;

    private final int limit;
    private final ArrayDeque<LogEntry> last = new ArrayDeque<>(1);
    private int chars;

    History(int limit) {
        this.limit = limit;
    }

    int size() {
        return last.size();
    }

    /** Keeps an entry if people said it. */
    void keep(LogEntry entry) {
        int length = limit == 0 ? 0 : charsOf(entry.event());
        if (length == 0) {
            return;
        }
        last.addLast(entry);
        chars += length;
        while (last.size() > limit || (chars > MAX_CHARS && last.size() > 1)) {
            chars -= charsOf(last.removeFirst().event());
        }
    }

    /** The length of what someone said; zero for what is no part of the history. */
    private static int charsOf(RoomEvent event) {
        if (event instanceof RoomEvent.Speech speech) {
            return speech.text().length();
        }
        if (event instanceof RoomEvent.Emote emote) {
            return emote.text().length();
        }
        return event instanceof RoomEvent.Announcement announcement
                ? announcement.text().length()
                : 0;
    }

    /** What may be shown: nothing up to {@code floor}, nothing that is not committed yet. */
    List<LogEntry> between(long floor, long committed) {
        return last.stream()
                .filter(entry -> entry.seq() > floor && entry.seq() <= committed)
                .toList();
    }

    void forget() {
        last.clear();
        chars = 0;
    }
}
