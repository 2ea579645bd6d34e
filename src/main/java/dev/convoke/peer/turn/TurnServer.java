package dev.convoke.peer.turn;

import dev.convoke.terms.AsciiDigits;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a relay is (RFC 7065).
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 1 to 65535
 * @param tls whether TLS is spoken there
 */
public record TurnServer(String host, int port, boolean tls) {

    private static final int DEFAULT_PORT = 3478;
    private static final int DEFAULT_TLS_PORT = 5349;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CHARS = 300;
    private static final String TCP_NAMED = "?transport=tcp";

    /** @throws IllegalArgumentException if the port is out of range or there is no host */
    public TurnServer {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("relay \"" + host + "\" port " + port);
        }
    }

    /**
     * Reads {@code turn:relay.example.net}, {@code turn:[2001:db8::7]:3478} or {@code turns:relay.example.net:5349?transport=tcp};
     * empty if it is none of them. Another transport cannot carry TCP (RFC 6062 §4.1).
     */
    public static Optional<TurnServer> parse(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        boolean tls = lower.startsWith("turns:");
        if (uri.length() > MAX_CHARS || (!tls && !lower.startsWith("turn:"))) {
            return Optional.empty();
        }
        int end = lower.endsWith(TCP_NAMED) ? uri.length() - TCP_NAMED.length() : uri.length();
        String place = uri.substring(uri.indexOf(':') + 1, end);
        int colon = place.endsWith("]") ? -1 : place.lastIndexOf(':');
        String host = colon < 0 ? place : place.substring(0, colon);
        int port = colon < 0 ? (tls ? DEFAULT_TLS_PORT : DEFAULT_PORT) : port(place.substring(colon + 1));
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean named = bare.matches(bare.length() == host.length() ? "[A-Za-z0-9._-]+" : "[0-9A-Fa-f:.]+");
        return port < 1 || port > MAX_PORT || !named ? Optional.empty() : Optional.of(new TurnServer(bare, port, tls));
    }

    private static int port(String digits) {
        return AsciiDigits.are(digits, 1, 5) ? Integer.parseInt(digits) : -1;
    }

    @Override
    public String toString() {
        return (tls ? "turns:" : "turn:") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
