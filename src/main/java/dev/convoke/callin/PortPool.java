package dev.convoke.callin;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which ports are whose, and which may be given next: the one that has been free for longest, and none that has not rested, so that
 * an old invitation does not lead into the meeting of strangers. A room has one at a time, a person so many.
 *
 * <p>Knows neither sockets nor clocks. Not for several threads at once.
 */
final class PortPool {

    private final int perPerson;
    private final long restMs;

    /** Those that nobody has, the longest free first; since all rest equally long, the first is the first to have rested. */
    private final Deque<Free> free = new ArrayDeque<>();

    private final Map<ConferenceNumber, Held> held = new HashMap<>();

    private record Free(int port, long restedAtMs) {}

    private record Held(int port, Person by) {}

    /** What came of a claim. */
    enum Claim {
        /** The room has a port now. */
        GIVEN,
        /** The person has as many as they may. */
        TOO_MANY,
        /** All are in use, or rest. */
        USED_UP
    }

    /**
     * All are free.
     *
     * @param perPerson how many one person may have
     * @param restMs how long a port that was given back is given to nobody
     */
    PortPool(PortRange range, int perPerson, long restMs) {
        this.perPerson = perPerson;
        this.restMs = restMs;
        for (int port = range.first(); port <= range.last(); port++) {
            free.add(new Free(port, Long.MIN_VALUE));
        }
    }

    /** Gives a port to a room that has none. */
    Claim claim(ConferenceNumber room, Person by, long nowMs) {
        if (held.containsKey(room)) {
            throw new IllegalStateException("room " + room + " has a port");
        }
        if (held.values().stream().filter(one -> one.by().equals(by)).count() >= perPerson) {
            return Claim.TOO_MANY;
        }
        Free next = free.peek();
        if (next == null || next.restedAtMs() > nowMs) {
            return Claim.USED_UP;
        }
        free.remove();
        held.put(room, new Held(next.port(), by));
        return Claim.GIVEN;
    }

    /** The port that the room has turned out to be of no use: gives it another one. */
    Claim exchange(ConferenceNumber room, long nowMs) {
        Held useless = held.get(room);
        if (useless == null) {
            throw new IllegalStateException("room " + room + " has no port");
        }
        giveBack(room, nowMs);
        return claim(room, useless.by(), nowMs);
    }

    /** The room needs its port no more; nothing happens if it has none. */
    void giveBack(ConferenceNumber room, long nowMs) {
        Held done = held.remove(room);
        if (done != null) {
            free.add(new Free(done.port(), nowMs + restMs));
        }
    }

    /** The port of a room; empty if it has none. */
    OptionalInt of(ConferenceNumber room) {
        Held known = held.get(room);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.port());
    }
}
