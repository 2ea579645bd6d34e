package dev.convoke.web;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's modules as one script, in the order in which they need each other, without comments and indentation: a slow phone asks
 * three times instead of thirty, and what is alike in two modules is compressed once.
 *
 * <p>That is no more than text put together, so it holds for modules of one form only: an import is a line of its own, {@code import
 * {a, b} from './name.js';}, an export the first word of a line, a name at the top belongs to one module alone, no module needs
 * itself by way of another, and no text reaches over several lines. A test reads the page for that. Any thread.
 */
final class OneScript {

    private static final String PAGE = "page.js";

    private static final Pattern IMPORT =
            Pattern.compile("^import \\{.*} from '\\./(?<name>[\\w-]+\\.js)';\\n", Pattern.MULTILINE);

    private static final Pattern EXPORT = Pattern.compile("^export ", Pattern.MULTILINE);

    private static final Pattern PRELOAD = Pattern.compile("^<link rel=\"modulepreload\".*>\\n", Pattern.MULTILINE);

    private static final Pattern COMMENT =
            Pattern.compile("^ *(?:/\\*(?s:.*?)\\*/|//.*|<!--(?s:.*?)-->)\\n", Pattern.MULTILINE);

    private static final Pattern INDENTATION = Pattern.compile("^(?: +|\\n)", Pattern.MULTILINE);

    private final Function<String, Optional<byte[]>> files;

    OneScript(Function<String, Optional<byte[]>> files) {
        this.files = files;
    }

    /** A file as it is sent, if there is one of that name. */
    Optional<byte[]> file(String name) {
        return text(name)
                .map(text -> name.equals(PAGE)
                        ? together(PAGE, new HashSet<>())
                        : PRELOAD.matcher(text).replaceAll(""))
                .map(text -> lean(text).getBytes(StandardCharsets.UTF_8));
    }

    private String together(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return "";
        }
        String text = text(name)
                .orElseThrow(() -> new IllegalStateException("web/" + name + " is missing: a module names it"));
        StringBuilder whole = new StringBuilder();
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            whole.append(together(imports.group("name"), seen));
        }
        return whole.append(EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(""))
                .toString();
    }

    private static String lean(String text) {
        return INDENTATION.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
    }

    private Optional<String> text(String name) {
        return files.apply(name).map(octets -> new String(octets, StandardCharsets.UTF_8));
    }
}
