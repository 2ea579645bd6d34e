package dev.convoke.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One file of the page as it is served: its octets, the same compressed, and what is said of them. Not to be changed. */
final class Asset {

    /** The page itself is asked for each time, and answered shortly if it is known. */
    static final String ASK_AGAIN = "no-cache";

    /** What has its hash in its name never changes. */
    static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final String type;
    private final byte[] octets;
    private final byte[] gzip;
    private final String etag;
    private final String caching;

    private Asset(String type, byte[] octets, String etag, String caching) {
        this.type = type;
        this.octets = octets;
        this.gzip = gzip(octets);
        this.etag = etag;
        this.caching = caching;
    }

    /** With its type by the end of its name. */
    static Asset of(String name, byte[] octets, String hash, String caching) {
        return new Asset(typeOf(name), octets, '"' + hash + '"', caching);
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new Best(out)) {
            zip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** It is compressed once and sent often. */
    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    String type() {
        return type;
    }

    String etag() {
        return etag;
    }

    String caching() {
        return caching;
    }

    boolean isWorthCompressing() {
        return gzip.length < octets.length;
    }

    byte[] octets(boolean compressed) {
        return compressed ? gzip : octets;
    }
}
