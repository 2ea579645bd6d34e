package dev.convoke.operator;

import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable.Desired;
import dev.convoke.terms.DesiredState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where the links stand. */
public sealed interface LinkReport {

    /**
     * What a running server says.
     *
     * @param binds where its binds stand, in its order; empty if it has not said so yet, or has no links
     * @param age how long ago it said so; zero if it has not
     * @param isStale whether that is longer than a server in good health takes until it says so again
     */
    record Running(List<Standing> binds, Duration age, boolean isStale) implements LinkReport {
        /** Copies the list. */
        public Running {
            binds = List.copyOf(binds);
        }
    }

    /** No server is running; what is wanted of each link that the configuration has. */
    record WithoutServer(List<Wanted> links) implements LinkReport {
        /** Copies the list. */
        public WithoutServer {
            links = List.copyOf(links);
        }
    }

    /**
     * What an operator wants of a link.
     *
     * @param link its name
     * @param wanted what is wanted
     * @param at since when, to the millisecond
     */
    record Wanted(String link, DesiredState wanted, Instant at) {
        static Wanted of(Desired desired) {
            return new Wanted(desired.link(), desired.state(), desired.at());
        }
    }

    /**
     * Where a bind of a link stands.
     *
     * @param wanted the link, and what the server was doing about it
     * @param bind such as {@code transceiver}; a link may have two
     * @param state such as {@code bound}
     * @param since when that began
     * @param trouble why it is not as it should be, in a sentence; empty if nothing is known
     * @param received texts received over the link since the server started
     * @param sent texts of ours that its message centre took since the server started
     */
    record Standing(Wanted wanted, String bind, String state, Instant since, String trouble, long received, long sent) {
        static Standing of(LinkRow row) {
            return new Standing(
                    Wanted.of(row.desired()),
                    row.bind(),
                    row.state(),
                    row.since(),
                    row.trouble(),
                    row.received(),
                    row.sent());
        }
    }
}
