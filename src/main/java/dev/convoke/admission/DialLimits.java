package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.RefusalReason;
import java.net.InetAddress;
import java.util.Optional;

/**
 * How many connections may be asked for: by one sender, to one device, to one host, and altogether.
 *
 * <p>These are charged last, when everything else speaks for connecting, and with a bucket of their own for those whose PIN was
 * right: texts with a forged sender must not use up what the real one needs to open his room. What protects a third party,
 * whose address someone texts, are the limits of device and host, and they hold for everyone.
 */
final class DialLimits {

    private static final String ALL = "all";

    private final Buckets<Msisdn> senders;
    private final Buckets<Proved> proved;
    private final Buckets<DeviceAddress> devices;
    private final Buckets<InetAddress> hosts;
    private final Buckets<String> overall;

    /** A sender who knew a PIN of the room. */
    private record Proved(Msisdn who, ConferenceNumber room) {}

    DialLimits(AdmissionSettings settings) {
        int remembered = settings.remembered();
        this.senders = new Buckets<>(settings.perSender(), remembered);
        this.proved = new Buckets<>(settings.perSender(), remembered);
        this.devices = new Buckets<>(settings.perDevice(), remembered);
        this.hosts = new Buckets<>(settings.perHost(), remembered);
        this.overall = new Buckets<>(settings.overall(), 1);
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

    private Optional<Refused> chargeTarget(DeviceAddress to, long nowMs) {
        if (devices.take(to, nowMs).isPresent() || hosts.take(to.ip(), nowMs).isPresent()) {
            return Optional.of(new Refused(RefusalReason.TARGET_LIMIT));
        }
        return overall.take(ALL, nowMs).map(wait -> new Refused(RefusalReason.BUSY));
    }
}
