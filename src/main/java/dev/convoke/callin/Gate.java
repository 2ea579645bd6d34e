package dev.convoke.callin;

import dev.convoke.session.CodePolicy;
import dev.convoke.terms.ConferenceNumber;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What calling in wants of admission and the rooms. Any thread. */
public interface Gate {

    /** The network of an address: what one subscriber may have for himself. */
    String networkOf(InetAddress from);

    /** Decides about a connection from that network. */
    CodePolicy policy(String network);

    /** The meeting that is on in a room (US 8,018,877 step 310: the session's identifier); never completes exceptionally. */
    CompletionStage<Optional<String>> meeting(ConferenceNumber room);
}
