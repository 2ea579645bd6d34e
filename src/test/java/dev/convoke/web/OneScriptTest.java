package dev.convoke.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's modules, put together. */
class OneScriptTest {

    private static final Pattern AT_THE_TOP =
            Pattern.compile("(?m)^(?:export )?(?:async )?(?:const|let|class|function) (?<name>[\\w$]+)");

    private static final Pattern MODULE = Pattern.compile("assets/(?<name>[\\w-]+\\.js)");

    private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]{16}-[a-z.-]+");

    private static Optional<String> sent(Map<String, String> files, String name) {
        return new OneScript(file -> Optional.ofNullable(files.get(file)).map(text -> text.getBytes(UTF_8)))
                .file(name)
                .map(octets -> new String(octets, UTF_8));
    }

    @Test
    void putsEachModuleOnceBeforeWhatNeedsIt() {
        Map<String, String> files = Map.of(
                "page.js", "// The page.\nimport { a } from './a.js';\nimport { b } from './b.js';\n\na(b);\n",
                "a.js",
                        "/**\n * Says it.\n */\nexport function a(it) {\n  // As it is.\n  return it + 'http://x';\n}\n",
                "b.js", "import { a } from './a.js';\n\nexport const b = a(1);\n");

        assertThat(sent(files, "page.js"))
                .contains("function a(it) {\nreturn it + 'http://x';\n}\nconst b = a(1);\na(b);\n");
    }

    @Test
    void sendsStylesAndThePageWithoutWhatOnlyWeRead() {
        Map<String, String> files = Map.of(
                "page.css", "/* Tokens. */\np {\n  color: red; /* stays */\n}\n",
                "index.html",
                        "<link rel=\"modulepreload\" href=\"assets/a.js\">\n<!-- A\n shell. -->\n<main>\n  <p>x\n</main>\n");

        assertThat(sent(files, "page.css")).contains("p {\ncolor: red; /* stays */\n}\n");
        assertThat(sent(files, "index.html")).contains("<main>\n<p>x\n</main>\n");
        assertThat(sent(files, "other.js")).isEmpty();
    }

    @Test
    void findsNoNameOfThePageInTwoModules() {
        List<String> twice = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Matcher module = MODULE.matcher(resource("index.html"));
        while (module.find()) {
            Matcher name = AT_THE_TOP.matcher(resource(module.group("name")));
            while (name.find()) {
                if (!names.add(name.group("name"))) {
                    twice.add(name.group("name"));
                }
            }
        }
        String page = text(Assets.ofClassPath(), "page.js");

        assertThat(names).contains("Composer", "Talk", "words");
        assertThat(twice).isEmpty();
        assertThat(page).doesNotContain("\nimport ", "\nexport ", "innerHTML", "eval(");
    }

    @Test
    void isLightEnoughForASlowPhone() {
        Assets assets = Assets.ofClassPath();
        Matcher asset = ASSET.matcher(new String(assets.at("/").orElseThrow().octets(false), UTF_8));
        int octets = assets.at("/").orElseThrow().octets(true).length;
        List<String> files = new ArrayList<>();
        while (asset.find()) {
            files.add(asset.group());
            octets += assets.at(asset.group()).orElseThrow().octets(true).length;
        }

        assertThat(files).as("a style sheet and a script").hasSize(2);
        assertThat(octets).isLessThan(60_000);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(OneScript.class.getResourceAsStream("/web/" + name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Assets assets, String name) {
        Matcher asset = ASSET.matcher(new String(assets.at("/").orElseThrow().octets(false), UTF_8));
        while (asset.find()) {
            if (asset.group().endsWith("-" + name)) {
                return new String(assets.at(asset.group()).orElseThrow().octets(false), UTF_8);
            }
        }
        throw new AssertionError("the page does not name " + name);
    }
}
