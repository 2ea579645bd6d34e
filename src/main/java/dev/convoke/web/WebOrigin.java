package dev.convoke.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page comes from: scheme, host and port (RFC 6454 §4).
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, in lower case; one of IPv6 in brackets
 * @param port 1 to 65535
 */
public record WebOrigin(String scheme, String host, int port) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    /** Reads an origin, or a URL that has nothing behind its host but a slash; empty if it is something else. */
    public static Optional<WebOrigin> parse(String raw) {
        try {
            URI uri = new URI(raw);
            @Nullable String scheme = uri.getScheme();
            @Nullable String host = uri.getHost();
            boolean isBare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath() == null
                            || uri.getRawPath().isEmpty()
                            || uri.getRawPath().equals("/"));
            if (scheme == null || host == null || !isBare) {
                return Optional.empty();
            }
            return of(scheme.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT), uri.getPort());
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static Optional<WebOrigin> of(String scheme, String host, int port) {
        boolean isWeb = scheme.equals("http") || scheme.equals("https");
        if (!isWeb || port == 0 || port > MAX_PORT) {
            return Optional.empty();
        }
        return Optional.of(new WebOrigin(scheme, host, port < 0 ? usualPort(scheme) : port));
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    /**
     * Whether a browser that shows a page of this origin would send that in {@code Host}, where only the browser knows whether it
     * came by TLS.
     */
    boolean isOfHost(String hostHeader) {
        return parse(scheme + "://" + hostHeader).filter(this::equals).isPresent();
    }

    /** The same for WebSockets: {@code ws} or {@code wss} (RFC 6455 §3). */
    String forWebSockets() {
        return toString().replaceFirst("http", "ws");
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port == usualPort(scheme) ? "" : ":" + port);
    }
}
