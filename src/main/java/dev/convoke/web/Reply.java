package dev.convoke.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers in HTTP, with what every one of them says to a browser. Any thread. */
final class Reply {

    private static final String ONE_ORIGIN = "same-origin";

    /** Gzip, but not the one that is told apart by a quality of nothing (RFC 9110 §12.5.3). */
    private static final Pattern TAKES_GZIP =
            Pattern.compile("(?i)(^|.*[,\\s])(x-)?gzip\\s*(;\\s*q=(1(\\.0*)?|0\\.0*[1-9][0-9]*))?\\s*(,.*|$)");

    private final String policy;

    /** For a page that may talk to that origin, beside its own. */
    Reply(Optional<WebOrigin> url) {
        // Browsers that take 'self' for https alone, and not for WebSockets, need the origin by name.
        String talksTo = url.map(origin -> "'self' " + origin.forWebSockets()).orElse("'self'");
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src " + talksTo
                + "; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
    }

    /** The file, or that it is the one that the browser has. */
    FullHttpResponse file(HttpRequest request, Asset asset) {
        boolean isKnown = asset.etag().equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        boolean compressed = asset.isWorthCompressing()
                && TAKES_GZIP
                        .matcher(String.join(",", request.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING)))
                        .matches();
        FullHttpResponse response = isKnown
                ? response(HttpResponseStatus.NOT_MODIFIED, new byte[0], false)
                : response(HttpResponseStatus.OK, asset.octets(compressed), isHead(request));
        HttpHeaders headers = response.headers()
                .set(HttpHeaderNames.ETAG, asset.etag())
                .set(HttpHeaderNames.CACHE_CONTROL, asset.caching())
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (!isKnown) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, asset.type());
            if (compressed) {
                headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            }
        }
        return response;
    }

    /** A sentence. */
    FullHttpResponse text(HttpRequest request, HttpResponseStatus status, String sentence) {
        FullHttpResponse response =
                response(status, (sentence + "\n").getBytes(StandardCharsets.UTF_8), isHead(request));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response;
    }

    private static boolean isHead(HttpRequest request) {
        return HttpMethod.HEAD.equals(request.method());
    }

    private FullHttpResponse response(HttpResponseStatus status, byte[] body, boolean withoutBody) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, withoutBody ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        if (!HttpResponseStatus.NOT_MODIFIED.equals(status)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        harden(headers);
        return response;
    }

    /** Nothing from elsewhere, nothing to elsewhere, in no frame. */
    private void harden(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy)
                .set("Referrer-Policy", "no-referrer")
                .set("X-Content-Type-Options", "nosniff")
                .set("Cross-Origin-Opener-Policy", ONE_ORIGIN)
                .set("Cross-Origin-Resource-Policy", ONE_ORIGIN);
    }
}
