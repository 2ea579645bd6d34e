package dev.convoke.leg;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A records in memory, which commits at once or when it is told to. */
public final class MemoryRecords implements MeetingRecords {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Person> persons = new CopyOnWriteArrayList<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final List<LogEntry> entries = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<Void>> heldBack = new ArrayDeque<>();
    private boolean holdsBack;

    /** What was recorded, one word and a name each. */
    public List<String> events() {
        return events;
    }

    /** By which right people came in, by nick. */
    public Map<String, Role> roles() {
        return roles;
    }

    /** Who came in, in the order of their coming. */
    public List<Person> persons() {
        return persons;
    }

    /** The transcript. */
    public List<LogEntry> entries() {
        return entries;
    }

    /** From now on commits wait for {@link #commit} or {@link #fail}. */
    public synchronized MemoryRecords holdBack() {
        holdsBack = true;
        return this;
    }

    /** How many commits wait. */
    public synchronized int waiting() {
        return heldBack.size();
    }

    /** Completes the oldest commit that waits. */
    public synchronized void commit() {
        heldBack.remove().complete(null);
    }

    /** Fails the oldest commit that waits. */
    public synchronized void fail() {
        heldBack.remove().completeExceptionally(new IllegalStateException("disk full"));
    }

    private synchronized CompletionStage<Void> append(List<LogEntry> batch) {
        entries.addAll(batch);
        CompletableFuture<Void> committed = new CompletableFuture<>();
        if (holdsBack) {
            heldBack.add(committed);
        } else {
            committed.complete(null);
        }
        return committed;
    }

    @Override
    public MeetingRecord opened(ConferenceNumber room, long atMs) {
        events.add("opened " + room);
        return new MeetingRecord() {
            @Override
            public void joined(Person who, Nick nick, Role role, long at) {
                events.add("joined " + nick);
                persons.add(who);
                roles.put(nick.text(), role);
            }

            @Override
            public void left(Person who, Departure why, long at) {
                events.add("left " + why);
            }

            @Override
            public CompletionStage<Void> append(List<LogEntry> batch) {
                return MemoryRecords.this.append(batch);
            }

            @Override
            public void closed(CloseReason reason, long at) {
                events.add("closed " + reason);
            }
        };
    }
}
