package dev.convoke.smpp;

import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.util.Optional;

/**
 * One link to a message centre; an entry of {@code smpp.links} in the configuration.
 *
 * @param name tells links apart in logs, 1 to 32 letters, digits and {@code . _ -}
 * @param host name or address of the message centre
 * @param port 1 to 65535
 * @param login who we are there
 * @param bind how to bind
 * @param tls whether over TLS
 * @param traffic what goes over it
 * @param timers how long it waits for what
 */
public record LinkSettings(
        String name,
        String host,
        int port,
        Login login,
        BindKind bind,
        LinkTls tls,
        LinkTraffic traffic,
        LinkTimers timers) {

    /** Checks name, host and port; an {@link IllegalArgumentException} names key and range. */
    public LinkSettings {
        SettingCheck.holds(
                name.matches("[A-Za-z0-9._-]{1,32}"), "name", name, "1 to 32 letters, digits and any of . _ -");
        SettingCheck.holds(!host.isBlank(), "host", "\"" + host + "\"", "a host name or address");
        SettingCheck.inRange("port", port, 1, 65_535);
    }

    /** A transceiver over plain TCP with the defaults that {@code config/convoke.conf} documents. */
    public static LinkSettings of(String name, String host, int port, Login login) {
        return new LinkSettings(
                name,
                host,
                port,
                login,
                BindKind.TRANSCEIVER,
                LinkTls.off(),
                LinkTraffic.defaults(),
                LinkTimers.defaults());
    }

    /** Reads an entry of {@code smpp.links}; empty if it is refused, for what is shipped is no whole link. */
    static Optional<LinkSettings> read(Section section, Optional<String> region) {
        return section.make(
                in -> Optional.of(new LinkSettings(
                        in.text("name"),
                        in.text("host"),
                        in.count("port"),
                        Login.read(in),
                        in.choice("bind", BindKind.class),
                        LinkTls.read(in),
                        LinkTraffic.read(in, region),
                        LinkTimers.read(in))),
                Optional::empty);
    }

    /** The same link bound in another way. */
    public LinkSettings with(BindKind other) {
        return new LinkSettings(name, host, port, login, other, tls, traffic, timers);
    }

    /** The same link with another word on TLS. */
    public LinkSettings with(LinkTls other) {
        return new LinkSettings(name, host, port, login, bind, other, traffic, timers);
    }

    /** The same link with other traffic. */
    public LinkSettings with(LinkTraffic other) {
        return new LinkSettings(name, host, port, login, bind, tls, other, timers);
    }

    /** The same link with other time-outs. */
    public LinkSettings with(LinkTimers other) {
        return new LinkSettings(name, host, port, login, bind, tls, traffic, other);
    }
}
