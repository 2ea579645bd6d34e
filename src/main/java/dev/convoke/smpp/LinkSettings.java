package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.util.Optional;

/**
 * One link to a message centre; an entry of {@code smpp.links} in the configuration.
 *
 * @param name tells links apart in logs, 1 to 32 letters, digits and {@code . _ -}
 * @param endpoint where the message centre is
 * @param login who we are there
 * @param bind how to bind
 * @param window how many texts may be under way in each direction, 1 to 1,000; not less than the message centre's window
 * @param encoding how texts and numbers are written there
 * @param submit how texts of ours leave by it
 * @param timers how long it waits for what
 */
public record LinkSettings(
        String name,
        LinkEndpoint endpoint,
        Login login,
        BindKind bind,
        int window,
        Encoding encoding,
        Submit submit,
        LinkTimers timers) {

    /** Checks name and window; an {@link IllegalArgumentException} names key and range. */
    public LinkSettings {
        SettingCheck.holds(
                name.matches("[A-Za-z0-9._-]{1,32}"), "name", name, "1 to 32 letters, digits and any of . _ -");
        SettingCheck.inRange("window", window, 1, 1_000);
    }

    /** A transceiver over plain TCP with the defaults that {@code config/convoke.conf} documents. */
    public static LinkSettings of(String name, String host, int port, Login login) {
        return new LinkSettings(
                name,
                new LinkEndpoint(host, port, LinkTls.off()),
                login,
                BindKind.TRANSCEIVER,
                Configuration.defaults("smpp.link-defaults").count("window"),
                Encoding.defaults(),
                Submit.defaults(),
                LinkTimers.defaults());
    }

    /** Reads an entry of {@code smpp.links}; empty if it is refused, for what is shipped is no whole link. */
    static Optional<LinkSettings> read(Section section, Optional<String> region) {
        return section.make(
                in -> Optional.of(new LinkSettings(
                        in.text("name"),
                        LinkEndpoint.read(in),
                        Login.read(in),
                        in.choice("bind", BindKind.class),
                        in.count("window"),
                        Encoding.read(in, region),
                        Submit.read(in),
                        LinkTimers.read(in))),
                Optional::empty);
    }

    /** The same link bound in another way. */
    public LinkSettings with(BindKind other) {
        return new LinkSettings(name, endpoint, login, other, window, encoding, submit, timers);
    }

    /** The same link with another word on TLS. */
    public LinkSettings with(LinkTls other) {
        LinkEndpoint changed = new LinkEndpoint(endpoint.host(), endpoint.port(), other);
        return new LinkSettings(name, changed, login, bind, window, encoding, submit, timers);
    }

    /** The same link with another window. */
    public LinkSettings withWindow(int texts) {
        return new LinkSettings(name, endpoint, login, bind, texts, encoding, submit, timers);
    }

    /** The same link with another encoding. */
    public LinkSettings with(Encoding other) {
        return new LinkSettings(name, endpoint, login, bind, window, other, submit, timers);
    }

    /** The same link with other rules for texts of ours. */
    public LinkSettings with(Submit other) {
        return new LinkSettings(name, endpoint, login, bind, window, encoding, other, timers);
    }

    /** The same link with other time-outs. */
    public LinkSettings with(LinkTimers other) {
        return new LinkSettings(name, endpoint, login, bind, window, encoding, submit, other);
    }
}
