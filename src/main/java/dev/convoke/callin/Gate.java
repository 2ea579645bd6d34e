package dev.convoke.callin;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What calling in wants of admission and the rooms. Any thread. */
public interface Gate {

    /** The network of an address: what one subscriber may have for himself. */
    String networkOf(InetAddress from);

    /** Decides about a connection from that network. */
    CodePolicy policy(String network);

    /** Decides about a connection from that network to the port of one meeting (US 8,018,877 steps 255–266). */
    CodePolicy policy(String network, MeetingPorts.Owner owner);

    /** The meeting that is on in a room (US 8,018,877 step 310: the session's identifier); never completes exceptionally. */
    CompletionStage<Optional<String>> meeting(ConferenceNumber room);

    /** Opens a port for the meeting of a room, for its moderator; completes with what they are told, never exceptionally. */
    CompletionStage<Optional<PrivateEvent>> openPort(ConferenceNumber room, Person by);
}
