package dev.convoke.callin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the connections that have not said who they are: so many from one network, so many in all. Any thread; the lock guards the
 * counts. One object for all ways in, because a network is the same on each of them.
 */
public final class Unproved {

    private final CallInSettings.Unproved most;
    private final Map<String, Integer> ofNetwork = new HashMap<>();
    private int all;

    /** So many at most. */
    public Unproved(CallInSettings.Unproved most) {
        this.most = most;
    }

    /** The place of one connection; given back once, by whatever comes first. */
    public final class Place {
        private final Optional<String> network;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(Optional<String> network) {
            this.network = network;
        }

        /** The connection has said who it is, or is gone. */
        public void giveBack() {
            if (taken.getAndSet(false)) {
                free(network);
            }
        }
    }

    /** A place for a connection of which only the proxy in between is known; empty if there is none. */
    public synchronized Optional<Place> behindProxy() {
        if (all >= most.overall()) {
            return Optional.empty();
        }
        all++;
        return Optional.of(new Place(Optional.empty()));
    }

    /** A place for a connection from that network; empty if there is none. */
    public synchronized Optional<Place> from(String network) {
        int here = ofNetwork.getOrDefault(network, 0);
        if (here >= most.perNetwork() || all >= most.overall()) {
            return Optional.empty();
        }
        ofNetwork.put(network, here + 1);
        all++;
        return Optional.of(new Place(Optional.of(network)));
    }

    private synchronized void free(Optional<String> network) {
        all--;
        network.ifPresent(one -> ofNetwork.computeIfPresent(one, (same, here) -> here == 1 ? null : here - 1));
    }

    /** How many there are. */
    public synchronized int all() {
        return all;
    }
}
