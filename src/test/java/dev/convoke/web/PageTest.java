package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served to whoever asks. */
class PageTest {

    @RegisterExtension
    private final WebSite site = new WebSite();

    @Test
    void saysToEveryBrowserThatNothingComesFromElsewhereNorGoesThere() throws IOException {
        Answer page = site.browser().ask("GET", "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'; form-action 'none'");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        assertThat(page.headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void letsThePageTalkToTheAddressThatIsConfiguredByName() throws IOException {
        site.with("url = \"https://talk.example.net\"");

        assertThat(site.browser().ask("GET", "/").header("content-security-policy"))
                .contains("connect-src 'self' wss://talk.example.net;");
    }

    @Test
    void spendsNothingOnPreviewsAndGivesAllTheSameOctets() throws IOException {
        Answer first = site.browser().ask("GET", "/", "User-Agent: facebookexternalhit/1.1 Facebot Twitterbot/1.0");
        Answer second = site.browser().ask("GET", "/?fbclid=1", "User-Agent: WhatsApp/2");
        Answer third = site.browser().ask("GET", "/", "Cookie: me=you");
        Answer head = site.browser().ask("HEAD", "/");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(third.body()).isEqualTo(first.body());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo(String.valueOf(first.body().length));
        assertThat(site.clients()).as("nobody came to the door").isEmpty();
        assertThat(site.counts().served()).isEqualTo(4);
        assertThat(site.counts().upgraded()).isZero();
    }

    @Test
    void answersSeveralRequestsOnOneConnection() throws IOException {
        Browser browser = site.browser();

        assertThat(browser.ask("GET", "/healthz").text()).isEqualTo("ok\n");
        assertThat(browser.ask("GET", "/robots.txt").text()).isEqualTo("User-agent: *\nDisallow: /\n");
        assertThat(browser.ask("HEAD", "/").status()).isEqualTo(200);
        assertThat(browser.ask("GET", "/").status()).isEqualTo(200);
    }

    @Test
    void compressesForWhoTakesItAndIsAskedAgainInVain() throws IOException {
        Browser browser = site.browser();
        Answer plain = browser.ask("GET", "/");

        Answer compressed = browser.ask("GET", "/", "Accept-Encoding: deflate, gzip, br");
        Answer known = browser.ask("GET", "/", "If-None-Match: " + plain.header("etag"));

        assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
        assertThat(compressed.header("vary")).isEqualTo("accept-encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("cache-control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true", "GZIP|true", "br, gzip;q=0.5|true", "gzip; q=1.0, br|true", "gzip;q=0|false",
                "gzip;q=0.000|false", "br|false", "xgzip|false", "gzipped|false", "identity, *|false"
            })
    void readsWhatABrowserTakes(String accepts, boolean compressed) throws IOException {
        Answer page = site.browser().ask("GET", "/", "Accept-Encoding: " + accepts);

        assertThat(page.header("content-encoding").equals("gzip")).isEqualTo(compressed);
    }

    @Test
    void keepsAssetsForEver() throws IOException {
        Browser browser = site.browser();
        Matcher asset = Pattern.compile("/assets/[0-9a-f]{16}-[a-z.]+")
                .matcher(new String(browser.ask("GET", "/").body(), StandardCharsets.UTF_8));
        assertThat(asset.find()).as("the page names an asset").isTrue();

        assertThat(browser.ask("GET", asset.group()).header("cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/web/index.html",
                "/assets/",
                "/assets/page.js",
                "/../etc/passwd",
                "/%2e%2e/",
                "//",
                "/favicon.ico"
            })
    void hasNothingElse(String target) throws IOException {
        Answer answer = site.browser().ask("GET", target);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(site.counts().refused(WebRefusal.NOT_FOUND)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void answersNoOtherMethod(String method) throws IOException {
        Answer answer = site.browser().ask(method, "/");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
        assertThat(site.counts().refused(WebRefusal.METHOD)).isEqualTo(1);
    }

    @Test
    void takesNoBody() throws IOException {
        Browser browser = site.browser();

        assertThat(browser.ask("GET", "/", "Content-Length: 1000000").status()).isEqualTo(413);
        browser.awaitHangUp();
        assertThat(site.counts().refused(WebRefusal.BAD_REQUEST)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoRequestAndHangsUp() throws IOException {
        Browser noHttp = site.browser();
        noHttp.send("{\"type\":\"hello\"}\r\n\r\n");
        assertThat(noHttp.answer().status()).isEqualTo(400);
        noHttp.awaitHangUp();

        Answer line = site.browser().ask("GET", "/" + "a".repeat(3_000));
        Answer headers = site.browser().ask("GET", "/", "X-Long: " + "a".repeat(9_000));

        assertThat(line.status()).isEqualTo(414);
        assertThat(headers.status()).isEqualTo(431);
        assertThat(site.counts().refused(WebRefusal.BAD_REQUEST)).isEqualTo(3);
    }

    @Test
    void hangsUpOnWhoIsSlow() throws IOException {
        site.with("request-timeout = 300ms");
        Browser silent = site.browser();
        Browser slow = site.browser();
        slow.send("GET / HTTP/1.1\r\nHost: a\r\n");

        silent.awaitHangUp();
        slow.awaitHangUp();

        assertThat(site.counts().refused(WebRefusal.TOO_LATE)).isEqualTo(2);
    }

    @Test
    void hasRoomForSoManyConnectionsAndForOthersWhenTheseEnd() throws IOException {
        site.with("connections = 2");
        Browser first = site.browser();
        first.ask("GET", "/healthz");
        site.browser().ask("GET", "/healthz");

        assertThat(site.browser().isAnsweredByHangUp()).isTrue();
        assertThat(site.counts().refused(WebRefusal.TOO_MANY)).isEqualTo(1);

        first.ask("GET", "/healthz", "Connection: close");
        first.awaitHangUp();
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(site.browser().ask("GET", "/healthz").status())
                                .isEqualTo(200));
    }

    @Test
    void hasRoomForSoManyOfOneNetworkButForProxies() throws IOException {
        site.with("connections-per-network = 1").with("proxies = [\"127.0.0.2\"]");
        site.browser().ask("GET", "/healthz");

        assertThat(site.browser().isAnsweredByHangUp()).isTrue();
    }

    @Test
    void speaksTheOlderHttpOfProxies() throws IOException {
        Browser proxy = site.browser();
        proxy.send("GET / HTTP/1.0\r\n\r\n");

        assertThat(proxy.answer().status()).isEqualTo(200);
        proxy.awaitHangUp();
    }
}
