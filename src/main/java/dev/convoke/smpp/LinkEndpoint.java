package dev.convoke.smpp;

import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;

/**
 * Where a message centre listens, and how it is spoken to there.
 *
 * @param host name or address of the message centre
 * @param port 1 to 65535
 * @param tls whether over TLS
 */
public record LinkEndpoint(String host, int port, LinkTls tls) {

    /** Checks host and port; an {@link IllegalArgumentException} names key and range. */
    public LinkEndpoint {
        SettingCheck.holds(!host.isBlank(), "host", "\"" + host + "\"", "a host name or address");
        SettingCheck.inRange("port", port, 1, 65_535);
    }

    /** Reads where a link goes to. */
    static LinkEndpoint read(Section link) {
        return new LinkEndpoint(link.text("host"), link.count("port"), LinkTls.read(link));
    }
}
