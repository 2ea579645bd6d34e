package dev.convoke.dialin;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;

/**
 * A text from a person, read: what admission decides about.
 *
 * @param textId its id in the inbox, to be settled when it has been dealt with
 * @param link name of the link it came by, to prefer for an answer
 * @param from who texted
 * @param to the service number that was texted
 * @param receivedAt when
 * @param text what it says
 */
public record DialIn(long textId, String link, Msisdn from, ServiceNumber to, Instant receivedAt, DialInText text) {}
