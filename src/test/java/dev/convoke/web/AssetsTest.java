package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssetsTest {

    private static final Pattern HASHED = Pattern.compile("/assets/([0-9a-f]{16})-page\\.js");

    private final Map<String, String> files = new HashMap<>(Map.of(
            "index.html", "<link href=\"assets/page.css\"><script type=module src=\"/assets/page.js\"></script>",
            "page.css", "p { background: url(\"./dots.svg\") }",
            "dots.svg", "<svg/>",
            "page.js", "import { words } from './words.js'; say('./nothing here')",
            "words.js", "import \"./page.js\"; export const words = {}",
            "unused.js", "alert()"));

    private Assets read() {
        return Assets.read(
                name -> Optional.ofNullable(files.get(name)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Assets assets, String path) {
        return new String(assets.at(path).orElseThrow().octets(false), StandardCharsets.UTF_8);
    }

    private static String hash(Assets assets) {
        Matcher found = HASHED.matcher(text(assets, "/"));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void namesWhatThePageNamesByItsHashHoweverFar() {
        Assets assets = read();

        String hash = hash(assets);
        assertThat(text(assets, "/")).contains("href=\"/assets/" + hash + "-page.css\"");
        assertThat(text(assets, "/assets/" + hash + "-page.css")).contains("url(\"./" + hash + "-dots.svg\")");
        assertThat(text(assets, "/assets/" + hash + "-page.js"))
                .contains("from './" + hash + "-words.js'", "say('./nothing here')");
        assertThat(text(assets, "/assets/" + hash + "-words.js")).contains("import \"./" + hash + "-page.js\"");
        assertThat(assets.count()).as("all but the one that nobody names").isEqualTo(5);
    }

    @Test
    void givesAllOtherNamesWhenOneFileChanges() {
        String before = hash(read());
        files.put("dots.svg", "<svg></svg>");

        assertThat(hash(read())).isNotEqualTo(before);
    }

    @Test
    void doesNotStartWhenAFileIsMissing() {
        files.remove("words.js");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("web/words.js is missing: web/page.js names it");
    }

    @Test
    void findsThePageThatIsShipped() {
        Assets assets = Assets.ofClassPath();

        assertThat(assets.at("/").orElseThrow().type()).isEqualTo("text/html; charset=utf-8");
    }
}
