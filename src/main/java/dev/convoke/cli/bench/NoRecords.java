package dev.convoke.cli.bench;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps nothing. */
final class NoRecords implements MeetingRecords, MeetingRecords.MeetingRecord {

    @Override
    public MeetingRecord opened(ConferenceNumber room, long atMs) {
        return this;
    }

    @Override
    public void joined(Person who, Nick nick, Role role, long atMs) {}

    @Override
    public void left(Person who, Departure why, long atMs) {}

    @Override
    public CompletionStage<Void> append(List<LogEntry> entries) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void closed(CloseReason reason, long atMs) {}
}
