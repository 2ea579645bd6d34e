package dev.convoke.callin;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.net.Cidr;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How devices connect to us; keys of the section {@code call-in} of the configuration.
 *
 * @param port where, 1 to 65535; 0 for nowhere
 * @param bind at which address of this machine; empty for all
 * @param tls what encrypts it, if anything does
 * @param proxies who puts the address of the caller before what they say
 * @param patience how long the seat of somebody whose connection was lost is kept, 0 s to 10 min
 * @param proveWithin how long somebody may take to say who they are, 100 ms to 10 min
 * @param unproved how many may not have done it yet
 * @param ports those that meetings can have for themselves
 */
public record CallInSettings(
        int port,
        Optional<InetAddress> bind,
        Tls tls,
        List<Cidr> proxies,
        Duration patience,
        Duration proveWithin,
        Unproved unproved,
        PortSettings ports) {

    private static final String ADDRESS = "an IP address such as 203.0.113.9 or 2001:db8::9, or nothing";
    private static final String RANGE = "a range such as 10.0.0.0/8 or 2001:db8::/32";

    /**
     * What encrypts; PEM files (RFC 7468).
     *
     * @param certificate the certificate, and those that lead to its root; empty for no encryption
     * @param key its key (PKCS #8), without a password; empty if it is in the file of the certificate
     */
    public record Tls(Optional<Path> certificate, Optional<Path> key) {}

    /**
     * How many connections may not have said who they are.
     *
     * @param perNetwork from one network, 1 to 10,000
     * @param overall from all, 1 to 100,000
     */
    public record Unproved(int perNetwork, int overall) {
        /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
        public Unproved {
            SettingCheck.inRange("unproved-per-network", perNetwork, 1, 10_000);
            SettingCheck.inRange("unproved", overall, 1, 100_000);
        }
    }

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public CallInSettings {
        proxies = List.copyOf(proxies);
        SettingCheck.inRange("port", port, 0, 65_535);
        SettingCheck.inRange("return", patience, Duration.ZERO, Duration.ofMinutes(10));
        SettingCheck.inRange("prove-within", proveWithin, Duration.ofMillis(100), Duration.ofMinutes(10));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static CallInSettings defaults() {
        return read(Configuration.defaults("call-in"));
    }

    /** Reads the section {@code call-in}. */
    public static CallInSettings read(Section section) {
        return section.make(in -> new CallInSettings(
                in.count("port"),
                bind(in),
                new Tls(in.optionalPath("tls-certificate"), in.optionalPath("tls-key")),
                in.parsed("proxies", Cidr::parse, RANGE),
                in.duration("return"),
                in.duration("prove-within"),
                new Unproved(in.count("unproved-per-network"), in.count("unproved")),
                PortSettings.read(in)));
    }

    private static Optional<InetAddress> bind(Section in) {
        String written = in.text("bind");
        Optional<InetAddress> address = written.isEmpty() ? Optional.empty() : DeviceAddress.parseIp(written);
        if (!written.isEmpty() && address.isEmpty()) {
            in.wrong("bind", '"' + written + '"', ADDRESS);
        }
        return address;
    }

    /** Whether there is a port at all. */
    public boolean isOn() {
        return port > 0;
    }

    /** Where to listen, at whichever port. */
    InetSocketAddress place(int somePort) {
        return bind.map(at -> new InetSocketAddress(at, somePort)).orElseGet(() -> new InetSocketAddress(somePort));
    }

    /** The same at another port. */
    CallInSettings at(int otherPort) {
        return new CallInSettings(otherPort, bind, tls, proxies, patience, proveWithin, unproved, ports);
    }
}
