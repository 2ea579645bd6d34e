package dev.convoke.store;

import dev.convoke.terms.Octets;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a long text (3GPP TS 23.040 §9.2.3.24.1).
 *
 * @param text whose part it is
 * @param number which part it is, 1 to {@code text.total()}
 * @param body what it says
 * @param port the application port that it is for; empty if it is for a person
 * @param sentAt the SMSC's time stamp, where it gave one
 * @param receivedAt when we took it
 */
public record PartRow(
        TextKey text, int number, Body body, OptionalInt port, Optional<Instant> sentAt, Instant receivedAt) {

    /**
     * What the parts of a text have in common, and nobody else's at the same time.
     *
     * @param from who sent it
     * @param to the service number it was sent to
     * @param link name of the link it came by
     * @param kind how the parts say what they are; the store only compares it
     * @param reference the number that the sender's phone gave the text
     * @param total how many parts there are, 2 to 255
     */
    public record TextKey(Originator from, ServiceNumber to, String link, String kind, int reference, int total) {}

    /**
     * What a part says; cleared from the table when its text is whole, because it may hold a PIN.
     *
     * @param alphabet how to read it; the store only keeps it
     * @param octets the text without its header
     */
    public record Body(String alphabet, Octets octets) {}
}
