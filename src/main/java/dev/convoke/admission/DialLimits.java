package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.util.Optional;

/**
 * How many connections may be asked for: by one sender, to one device, to one host, and altogether.
 *
 * <p>These are charged last, when everything else speaks for connecting, and with a bucket of their own for those whose PIN was
 * right: texts with a forged sender must not use up what the real one needs to open their room. What protects a third party,
 * whose address someone texts, are the limits of device and host, and they hold for everyone.
 */
final class DialLimits {

    private static final String ALL = "all";

    private final Addresses addresses;
    private final KeyedRateLimiter<Msisdn> senders;
    private final KeyedRateLimiter<Proved> proved;
    private final KeyedRateLimiter<DeviceAddress> devices;
    private final KeyedRateLimiter<Object> hosts;
    private final KeyedRateLimiter<String> overall;

    /** A sender who knew a PIN of the room. */
    private record Proved(Msisdn who, ConferenceNumber room) {}

    DialLimits(AdmissionSettings settings, Addresses addresses) {
        this.addresses = addresses;
        int remembered = settings.remembered();
        this.senders = new KeyedRateLimiter<>(settings.perSender(), remembered);
        this.proved = new KeyedRateLimiter<>(settings.perSender(), remembered);
        this.devices = new KeyedRateLimiter<>(settings.perDevice(), remembered);
        this.hosts = new KeyedRateLimiter<>(settings.perHost(), remembered);
        this.overall = new KeyedRateLimiter<>(settings.overall(), 1);
    }

    /** Charges a connection for someone who showed no PIN; says why there must be none. */
    Optional<Refused> charge(Msisdn who, DeviceAddress to, long nowMs) {
        return senders.take(who, nowMs)
                .map(wait -> new Refused(RefusalReason.SENDER_LIMIT, Durations.waitInWords(wait)))
                .or(() -> chargeTarget(to, nowMs));
    }

    /** Charges a connection for someone whose PIN was right. */
    Optional<Refused> chargeProved(Msisdn who, ConferenceNumber room, DeviceAddress to, long nowMs) {
        return proved.take(new Proved(who, room), nowMs)
                .map(wait -> new Refused(RefusalReason.SENDER_LIMIT, Durations.waitInWords(wait)))
                .or(() -> chargeTarget(to, nowMs));
    }

    /** Charges an answer that says how to come in, as if it were a connection: it leads to one. */
    Optional<Refused> chargeCode(Msisdn who, ConferenceNumber room, boolean isProved, long nowMs) {
        Optional<Duration> wait = isProved ? proved.take(new Proved(who, room), nowMs) : senders.take(who, nowMs);
        return wait.map(time -> new Refused(RefusalReason.SENDER_LIMIT, Durations.waitInWords(time)))
                .or(() -> overall.take(ALL, nowMs).map(time -> new Refused(RefusalReason.BUSY)));
    }

    private Optional<Refused> chargeTarget(DeviceAddress to, long nowMs) {
        if (devices.take(to, nowMs).isPresent()
                || hosts.take(addresses.hostOf(to), nowMs).isPresent()) {
            return Optional.of(new Refused(RefusalReason.TARGET_LIMIT));
        }
        return overall.take(ALL, nowMs).map(wait -> new Refused(RefusalReason.BUSY));
    }
}
