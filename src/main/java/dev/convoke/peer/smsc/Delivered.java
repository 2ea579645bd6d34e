package dev.convoke.peer.smsc;

import java.time.Instant;

/**
 * A text that the embedded message centre took for a phone, whole even if it came in parts.
 *
 * @param seq grows by one with every text, from 1
 * @param from who sent it: {@code +44…}, a short code or a name
 * @param to whose phone got it, in the same forms
 * @param text the text
 * @param at when its last part came
 */
public record Delivered(long seq, String from, String to, String text, Instant at) {

    /** Never the text. */
    @Override
    public String toString() {
        return "Delivered[" + seq + ", " + text.length() + " chars]";
    }
}
