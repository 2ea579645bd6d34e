package dev.convoke.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, read once and served from memory. What names another file does so in one of two forms, in quotes or
 * brackets:
 *
 * <pre>
 *   index.html            "assets/NAME"       becomes "/assets/HASH-NAME"
 *   modules and styles    "./NAME"            becomes "./HASH-NAME"
 * </pre>
 *
 * Any thread.
 */
final class Assets {

    private static final String INDEX = "index.html";

    /** What other files may be named in. */
    private static final Pattern NAMES_OTHERS = Pattern.compile(".*\\.(html|m?js|css)");

    private static final Pattern REFERENCE =
            Pattern.compile("(?<=[\"'`(])(?:/?assets/|\\./)(?<name>[A-Za-z0-9][A-Za-z0-9._-]*\\.[a-z0-9]+)(?=[\"'`)])");

    private static final int HASH_OCTETS = 8;

    private final Map<String, Asset> byPath;

    private Assets(Map<String, Asset> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /**
     * Reads what lies in {@code /web} on the class path.
     *
     * @throws IllegalStateException if there is no page, or one of its files names one that is not there
     */
    static Assets ofClassPath() {
        return read(new OneScript(Assets::onClassPath)::file);
    }

    private static Optional<byte[]> onClassPath(String name) {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("web/" + name + " cannot be read", unreadable);
        }
    }

    /** Reads the page and all that it names, however far. */
    static Assets read(Function<String, Optional<byte[]>> files) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        collect(INDEX, "the server", files, found);
        String hash = hash(found);
        Map<String, Asset> byPath = new HashMap<>();
        found.forEach((name, octets) -> {
            byte[] served = withHash(name, octets, hash);
            if (name.equals(INDEX)) {
                byPath.put("/", Asset.of(name, served, hash, Asset.ASK_AGAIN));
            } else {
                byPath.put("/assets/" + hash + "-" + name, Asset.of(name, served, hash, Asset.FOR_EVER));
            }
        });
        return new Assets(byPath);
    }

    private static void collect(
            String name, String namedIn, Function<String, Optional<byte[]>> files, Map<String, byte[]> found) {
        if (found.containsKey(name)) {
            return;
        }
        byte[] octets = files.apply(name)
                .orElseThrow(() -> new IllegalStateException("web/" + name + " is missing: " + namedIn + " names it"));
        found.put(name, octets);
        if (NAMES_OTHERS.matcher(name).matches()) {
            Matcher reference = REFERENCE.matcher(new String(octets, StandardCharsets.UTF_8));
            while (reference.find()) {
                collect(reference.group("name"), "web/" + name, files, found);
            }
        }
    }

    private static String hash(SortedMap<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, octets) -> {
                digest.update((name + ":" + octets.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(octets);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_OCTETS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static byte[] withHash(String name, byte[] octets, String hash) {
        if (!NAMES_OTHERS.matcher(name).matches()) {
            return octets;
        }
        String before = name.equals(INDEX) ? "/assets/" : "./";
        return REFERENCE
                .matcher(new String(octets, StandardCharsets.UTF_8))
                .replaceAll(before + hash + "-${name}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What is served at that path. */
    Optional<Asset> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** How many files there are, the page among them. */
    int count() {
        return byPath.size();
    }
}
