package dev.convoke.web;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a request may become a WebSocket (RFC 6455 §4.2). All of it is decided before the upgrade, because a browser tells its
 * page nothing of a refusal after it.
 *
 * @param url where the page is reached, as browsers see it; empty if it is wherever they say they are
 */
record Handshake(Optional<WebOrigin> url) {

    /** The protocol that is spoken. */
    static final String SUBPROTOCOL = "convoke.1";

    private static final String VERSION = "13";
    private static final int KEY_OCTETS = 16;

    /** RFC 6455 §1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Why not: what is counted, the status and a sentence for whoever looks into it. */
    record Refused(WebRefusal why, HttpResponseStatus status, String sentence) {}

    /** Empty if it may. */
    Optional<Refused> check(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.GET.equals(request.method())) {
            return refused(WebRefusal.METHOD, HttpResponseStatus.METHOD_NOT_ALLOWED, "GET only.");
        }
        if (!asksForUpgrade(request)) {
            return refused(
                    WebRefusal.NO_UPGRADE,
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "This address is for WebSockets, and this request does not ask for one. A proxy that does not pass"
                            + " WebSockets on makes such requests; nginx wants: proxy_http_version 1.1;"
                            + " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";");
        }
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return refused(
                    WebRefusal.HANDSHAKE, HttpResponseStatus.UPGRADE_REQUIRED, "Version 13 of WebSocket is spoken.");
        }
        if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return refused(WebRefusal.HANDSHAKE, HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key is no key.");
        }
        if (!isOurs(headers)) {
            return refused(
                    WebRefusal.ORIGIN,
                    HttpResponseStatus.FORBIDDEN,
                    "Origin has to be " + url.map(WebOrigin::toString).orElse("that of the page, and Host the same")
                            + ".");
        }
        if (!lists(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL::equals)) {
            return refused(
                    WebRefusal.SUBPROTOCOL,
                    HttpResponseStatus.BAD_REQUEST,
                    "Sec-WebSocket-Protocol has to offer " + SUBPROTOCOL + ".");
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(WebRefusal why, HttpResponseStatus status, String sentence) {
        return Optional.of(new Refused(why, status, sentence));
    }

    private static boolean asksForUpgrade(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && lists(headers, HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE.toString()::equalsIgnoreCase)
                && lists(headers, HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET.toString()::equalsIgnoreCase);
    }

    private static boolean lists(HttpHeaders headers, CharSequence name, Predicate<String> wanted) {
        return headers.getAll(name).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .anyMatch(wanted);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_OCTETS;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Browsers say where a page comes from, and a page cannot make them say otherwise. */
    private boolean isOurs(HttpHeaders headers) {
        Optional<WebOrigin> origin =
                Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN)).flatMap(WebOrigin::parse);
        String host = headers.get(HttpHeaderNames.HOST, "");
        return url.isPresent()
                ? origin.equals(url)
                : origin.filter(page -> page.isOfHost(host)).isPresent();
    }

    /** The answer to a request that may (RFC 6455 §4.2.2). */
    static FullHttpResponse accepted(HttpRequest request) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, proof(request));
        return response;
    }

    /** That the key was understood, and not just sent back by something that is no WebSocket. */
    private static String proof(HttpRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
            return Base64.getEncoder().encodeToString(digest.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }
}
