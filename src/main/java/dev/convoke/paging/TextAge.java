package dev.convoke.paging;

import java.time.Duration;
import java.time.Instant;

/**
 * How old a text is: since the message centre's time stamp where it gave one, else since it, or its first part, was received.
 *
 * <p>A stamp is believed only as far as it can be: one from the future says nothing, and one that is off by whole quarters of an
 * hour, give or take {@value #TRANSIT_S} seconds, was written in another zone than it says, as stamps of message centres often
 * are (3GPP TS 23.040 §9.2.3.11 counts zones in quarters of an hour). The price: a text that was kept back for
 * just so long is taken for a fresh one.
 */
final class TextAge {

    private static final long ZONE_STEP_S = 15 * 60;
    /** The widest that zones are apart: from UTC-12 to UTC+14. */
    private static final long WIDEST_ZONES_S = 26 * 60 * 60;
    /** How long a text is on its way when nothing delays it. */
    private static final long TRANSIT_S = 30;

    private TextAge() {}

    /** The age of the text now; never negative unless the clock was set back. */
    static Duration of(MobileOriginated mo, Instant now) {
        Duration onItsWay = mo.sentAt()
                .map(sent -> believable(Duration.between(sent, mo.receivedAt())))
                .orElse(Duration.ZERO);
        return onItsWay.plus(Duration.between(mo.receivedAt(), now));
    }

    private static Duration believable(Duration onItsWay) {
        if (onItsWay.isNegative()) {
            return Duration.ZERO;
        }
        Duration rest = Duration.ofSeconds(onItsWay.toSeconds() % ZONE_STEP_S);
        boolean otherZone = onItsWay.toSeconds() >= ZONE_STEP_S
                && onItsWay.toSeconds() <= WIDEST_ZONES_S
                && rest.toSeconds() <= TRANSIT_S;
        return otherZone ? rest : onItsWay;
    }
}
