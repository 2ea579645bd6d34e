package dev.convoke.web;

import dev.convoke.callin.CallInSettings;
import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.net.Cidr;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way in by browser; section {@code web} of the configuration.
 *
 * @param listen where requests are taken; empty if there are none
 * @param url where browsers reach that; empty if it is not known
 * @param tls what encrypts it, if not a proxy
 * @param proxies whose word on whom they speak for counts
 * @param requestTimeout how long each request may take to be there and answered, and so the upgrade, 100 ms to 10 min
 * @param connections how many connections may be open that speak HTTP still, 1 to 100,000
 * @param connectionsPerNetwork how many of them from one network, 1 to 10,000; those of a proxy are of none
 * @param messageOctets how long a message from a browser may be, 4 KiB to 64 KiB
 */
public record WebSettings(
        Optional<InetSocketAddress> listen,
        Optional<WebOrigin> url,
        CallInSettings.Tls tls,
        List<Cidr> proxies,
        Duration requestTimeout,
        int connections,
        int connectionsPerNetwork,
        int messageOctets) {

    private static final String ADDRESS = "ADDRESS:PORT such as 127.0.0.1:8080 or [::]:443, or nothing";
    private static final String URL = "https://HOST or http://HOST:PORT with nothing behind it, or nothing";
    private static final String RANGE = "a range such as 127.0.0.1/32 or 2001:db8::/32";

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public WebSettings {
        proxies = List.copyOf(proxies);
        SettingCheck.inRange("request-timeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("connections", connections, 1, 100_000);
        SettingCheck.inRange("connections-per-network", connectionsPerNetwork, 1, 10_000);
        SettingCheck.inRange("message-octets", messageOctets, 4 << 10, 64 << 10);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static WebSettings defaults() {
        return read(Configuration.defaults("web"));
    }

    /** Reads the section {@code web}. */
    public static WebSettings read(Section section) {
        return section.make(in -> new WebSettings(
                one(in, "listen", WebSettings::address, ADDRESS),
                one(in, "url", WebOrigin::parse, URL),
                new CallInSettings.Tls(in.optionalPath("tls-certificate"), in.optionalPath("tls-key")),
                in.parsed("proxies", Cidr::parse, RANGE),
                in.duration("request-timeout"),
                in.count("connections"),
                in.count("connections-per-network"),
                in.octets("message-octets")));
    }

    private static <T> Optional<T> one(Section in, String key, Function<String, Optional<T>> parse, String expected) {
        String written = in.text(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(written);
        if (value.isEmpty()) {
            in.wrong(key, '"' + written + '"', expected);
        }
        return value;
    }

    /** Port 0 is any that is free. */
    private static Optional<InetSocketAddress> address(String written) {
        int colon = written.lastIndexOf(':');
        if (colon < 0 || !written.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(written.substring(colon + 1));
        String host = written.substring(0, colon);
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> ip = DeviceAddress.parseIp(bare);
        return port > 65_535 ? Optional.empty() : ip.map(address -> new InetSocketAddress(address, port));
    }

    /** Whether everybody seems to come from one network, because a proxy stands before us whose word does not count. */
    boolean hidesEverybody() {
        return proxies.isEmpty()
                && listen.filter(at -> at.getAddress().isLoopbackAddress()).isPresent();
    }
}
