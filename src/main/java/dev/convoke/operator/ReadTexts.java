package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads of the texts that came and went; {@link TextActions} does it.
 *
 * @param number whose texts, both ways; empty for everybody's
 * @param room what room they are about; empty for any, and for texts about none
 * @param since not older than this
 * @param limit how many at most, the newest ones; 1 to 100,000
 * @param reveal whether numbers are whole, and what the texts say is told; else numbers are masked
 */
public record ReadTexts(
        Optional<Msisdn> number, Optional<ConferenceNumber> room, Instant since, int limit, boolean reveal) {}
