package dev.convoke.dialout;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.net.Cidr;
import dev.convoke.net.Transport;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How devices are reached; section {@code dial-out} of the configuration.
 *
 * @param allow ranges opened beyond public addresses
 * @param deny ranges closed; these win
 * @param relays addresses at which many people have a port each: limits and delays there are those of address and port
 * @param minPort the lowest port to connect to, 1 to 65535
 * @param connectTimeout how long one TCP connect may take, 100 ms to 60 s
 * @param attempts how often a device is tried, 1 to 10
 * @param retryDelay before the second try, doubled before each further one, 10 ms to 60 s; all pauses together at most 10 min
 * @param settle how long a connection must stand before an otherwise silent device counts as there, 0 s to 10 s
 * @param inFlight how many devices are being connected to at once, 1 to 10,000
 * @param waiting how many more may wait for their turn, 0 to 1,000,000
 * @param redial how a device whose connection was lost is reached again
 * @param promptTimeout how long a question at the door waits for its answer, 1 s to 10 m
 * @param transport {@code auto}, {@code epoll}, {@code io_uring} or {@code nio}
 */
public record DialOutSettings(
        List<Cidr> allow,
        List<Cidr> deny,
        List<InetAddress> relays,
        int minPort,
        Duration connectTimeout,
        int attempts,
        Duration retryDelay,
        Duration settle,
        int inFlight,
        int waiting,
        Redial redial,
        Duration promptTimeout,
        Transport.Choice transport) {

    /** All pauses between the tries to reach one device; after that its sender has given up anyway. */
    private static final Duration LONGEST_PAUSES = Duration.ofMinutes(10);

    private static final String ADDRESS = "an IP address such as 203.0.113.50 or 2001:db8::50";
    private static final String RANGE = "a range such as 10.0.0.0/8 or 2001:db8::/32";

    /**
     * How a device is reached again before its person counts as gone.
     *
     * @param attempts how often, 0 to 10; 0 means not at all
     * @param delay before the second try, doubled before each further one, 10 ms to 60 s; all pauses together at most 10 min
     */
    public record Redial(int attempts, Duration delay) {
        /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
        public Redial {
            SettingCheck.inRange("attempts", attempts, 0, 10);
            SettingCheck.inRange("delay", delay, Duration.ofMillis(10), Duration.ofMinutes(1));
            pausesEnd("delay", delay, attempts);
        }

        /** The defaults that {@code config/convoke.conf} documents. */
        public static Redial defaults() {
            return read(Configuration.defaults("dial-out.redial"));
        }

        private static Redial read(Section section) {
            return section.make(in -> new Redial(in.count("attempts"), in.duration("delay")));
        }
    }

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public DialOutSettings {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        relays = List.copyOf(relays);
        SettingCheck.inRange("min-port", minPort, 1, 65_535);
        SettingCheck.inRange("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        SettingCheck.inRange("attempts", attempts, 1, 10);
        SettingCheck.inRange("retry-delay", retryDelay, Duration.ofMillis(10), Duration.ofMinutes(1));
        pausesEnd("retry-delay", retryDelay, attempts);
        SettingCheck.inRange("settle", settle, Duration.ZERO, Duration.ofSeconds(10));
        SettingCheck.inRange("in-flight", inFlight, 1, 10_000);
        SettingCheck.inRange("waiting", waiting, 0, 1_000_000);
        SettingCheck.inRange("prompt-timeout", promptTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    /** Each pause is twice the one before: without this bound, nine of them could last hours. */
    private static void pausesEnd(String key, Duration first, int attempts) {
        long pauses = attempts < 2 ? 0 : (1L << (attempts - 1)) - 1;
        SettingCheck.holds(
                first.multipliedBy(pauses).compareTo(LONGEST_PAUSES) <= 0,
                key,
                first.toMillis() + "ms",
                "at most " + LONGEST_PAUSES.toMillis() / Math.max(1, pauses) + "ms, because the pauses between "
                        + attempts + " attempts double and may last 10m together");
    }

    /** The same with other tries: those for a device whose connection was lost. */
    DialOutSettings forRedial() {
        return new DialOutSettings(
                allow,
                deny,
                relays,
                minPort,
                connectTimeout,
                Math.max(1, redial.attempts()),
                redial.delay(),
                settle,
                inFlight,
                waiting,
                redial,
                promptTimeout,
                transport);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static DialOutSettings defaults() {
        return read(Configuration.defaults("dial-out"));
    }

    /** Reads the section {@code dial-out}. */
    public static DialOutSettings read(Section section) {
        return section.make(in -> new DialOutSettings(
                in.parsed("allow", Cidr::parse, RANGE),
                in.parsed("deny", Cidr::parse, RANGE),
                in.parsed("relays", DeviceAddress::parseIp, ADDRESS),
                in.count("min-port"),
                in.duration("connect-timeout"),
                in.count("attempts"),
                in.duration("retry-delay"),
                in.duration("settle"),
                in.count("in-flight"),
                in.count("waiting"),
                Redial.read(in.section("redial")),
                in.duration("prompt-timeout"),
                in.choice("transport", Transport.Choice.class)));
    }
}
