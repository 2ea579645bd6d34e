package dev.convoke.peer.turn;

import java.io.IOException;

/** One request and its answer, over whichever connection. */
@FunctionalInterface
interface Exchange {

    /**
     * Sends and waits.
     *
     * @throws IOException if there is no connection, or no answer in time
     */
    StunMessage ask(StunRequest request) throws IOException;
}
