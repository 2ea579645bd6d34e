package dev.convoke.server;

import dev.convoke.callin.CallIn;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.room.port.Opening;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The ports of meetings, for rooms and texts that are wired before devices can call in. Written once by the thread that wires, read by
 * any; as long as nothing is written, and if people cannot call in, there are no ports.
 */
final class LatePorts implements MeetingPorts {

    private volatile Optional<CallIn> callIn = Optional.empty();

    /** From now on these. */
    void set(CallIn started) {
        callIn = Optional.of(started);
    }

    private MeetingPorts ports() {
        return callIn.map(CallIn::meetingPorts).orElseGet(MeetingPorts::none);
    }

    @Override
    public CompletionStage<Opening> open(Owner owner, Person by) {
        return ports().open(owner, by);
    }

    @Override
    public void deserted(ConferenceNumber room) {
        ports().deserted(room);
    }

    @Override
    public void engaged(ConferenceNumber room) {
        ports().engaged(room);
    }

    @Override
    public void ended(ConferenceNumber room) {
        ports().ended(room);
    }

    /** Where people come into the meeting that is on in a room: as usual, but that its own port stands in for the well-known one. */
    Function<ConferenceNumber, EntrancePoints> entrance(EntrancePoints usual) {
        return room -> callIn.flatMap(known -> known.portOf(room))
                .map(own -> usual.at(own.address(), !own.isProof()))
                .orElse(usual);
    }
}
