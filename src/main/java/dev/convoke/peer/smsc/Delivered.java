package dev.convoke.peer.smsc;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A text that the embedded message centre took for a phone, whole even if it came in parts.
 *
 * @param seq grows by one with every text, from 1
 * @param from who sent it: {@code +44…}, a short code or a name
 * @param to whose phone got it, in the same forms
 * @param text the text
 * @param at when its last part came
 * @param port the application port on the phone that it is for; empty if it is for its owner
 * @param dataCoding {@code data_coding}, 0 to 255 (SMPP 3.4 §5.2.19)
 */
public record Delivered(long seq, String from, String to, String text, Instant at, OptionalInt port, int dataCoding) {

    /** The same with that number. */
    Delivered numbered(long number) {
        return new Delivered(number, from, to, text, at, port, dataCoding);
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "Delivered[" + seq + ", " + text.length() + " chars]";
    }
}
