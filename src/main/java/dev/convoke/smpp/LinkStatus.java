package dev.convoke.smpp;

import java.time.Instant;
import java.util.Locale;

/**
 * A bind of a link, at one moment.
 *
 * @param link the link's name
 * @param bind {@link BindKind#PAIR} has two of these, a receiver and a transmitter
 * @param state where it stands
 * @param since when that began
 * @param trouble why the last attempt failed or the last bind ended, in a sentence; empty if nothing did
 */
public record LinkStatus(String link, BindKind bind, LinkState state, Instant since, String trouble) {

    /** For the operator, such as {@code main (transceiver) is bound}. */
    public String sentence() {
        String who = link + " (" + bind.name().toLowerCase(Locale.ROOT) + ") is " + state.words();
        return state == LinkState.BOUND || trouble.isEmpty() ? who : who + ": " + trouble;
    }
}
