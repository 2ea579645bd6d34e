package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may open a WebSocket is decided before it is one. */
class HandshakeTest {

    @RegisterExtension
    private final WebSite site = new WebSite();

    @Test
    void opensForThePageItself() throws IOException {
        Browser browser = site.browser();

        Answer answer = browser.upgrade(browser.upgradeHeaders());

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("sec-websocket-protocol")).isEqualTo("convoke.1");
        assertThat(answer.headers()).as("nothing is compressed").doesNotContainKey("sec-websocket-extensions");
        // Counted when the answer is out, which the browser may have before.
        await().until(() -> site.counts().upgraded() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Origin|-|403|ORIGIN",
                "Origin|https://evil.example|403|ORIGIN",
                "Origin|null|403|ORIGIN",
                "Origin|http://127.0.0.1|403|ORIGIN",
                "Sec-WebSocket-Protocol|-|400|SUBPROTOCOL",
                "Sec-WebSocket-Protocol|chat, convoke.2|400|SUBPROTOCOL",
                "Sec-WebSocket-Version|8|426|HANDSHAKE",
                "Sec-WebSocket-Version|-|426|HANDSHAKE",
                "Sec-WebSocket-Key|-|400|HANDSHAKE",
                "Sec-WebSocket-Key|short|400|HANDSHAKE",
                "Upgrade|-|426|NO_UPGRADE",
                "Upgrade|h2c|426|NO_UPGRADE",
                "Connection|keep-alive|426|NO_UPGRADE",
            })
    void refusesEverythingElseWithAReason(String header, String value, int status, WebRefusal why) throws IOException {
        Browser browser = site.browser();
        List<String> headers = browser.upgradeHeaders();
        headers.removeIf(line -> line.startsWith(header + ":"));
        if (value != null) {
            headers.add(header + ": " + value);
        }

        Answer answer = browser.upgrade(headers);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.text()).isNotBlank();
        assertThat(site.counts().refused(why)).isEqualTo(1);
        assertThat(site.clients()).as("nobody came to the door").isEmpty();
    }

    @Test
    void takesThePageOfTheConfiguredAddressAndNoOther() throws IOException {
        site.with("url = \"https://talk.example.net\"");
        Browser browser = site.browser();
        List<String> ours = browser.upgradeHeaders();
        ours.removeIf(line -> line.startsWith("Origin:"));
        ours.add("Origin: https://talk.example.net");

        assertThat(browser.upgrade(browser.upgradeHeaders()).status()).isEqualTo(403);
        assertThat(browser.upgrade(ours).status()).isEqualTo(101);
    }

    @Test
    void takesNoPostAndTellsAProxyThatForgotTheUpgradeWhatItNeeds() throws IOException {
        Browser browser = site.browser();

        assertThat(browser.ask("POST", "/ws").status()).isEqualTo(405);
        Answer forgotten = browser.ask("GET", "/ws");

        assertThat(forgotten.status()).isEqualTo(426);
        assertThat(forgotten.header("upgrade")).isEqualTo("websocket");
        assertThat(forgotten.text()).contains("proxy_set_header Upgrade");
    }

    @Test
    void letsOnlySoManyWaitAtTheDoor() throws IOException {
        site.withPlaces(1);
        Browser first = site.browser();
        assertThat(first.upgrade(first.upgradeHeaders()).status()).isEqualTo(101);
        Browser second = site.browser();

        assertThat(second.upgrade(second.upgradeHeaders()).status()).isEqualTo(429);
        assertThat(site.counts().refused(WebRefusal.TOO_MANY)).isEqualTo(1);

        first.say(WebSite.hello(1));
        first.hears("welcome");
        await("who has proved to be somebody takes no place")
                .untilAsserted(() -> assertThat(site.unproved()).isZero());
        assertThat(second.upgrade(second.upgradeHeaders()).status()).isEqualTo(101);
    }

    @Test
    void believesThoseProxiesAloneWhoseWordCounts() throws IOException {
        site.with("proxies = [\"127.0.0.1\"]");
        Browser browser = site.browser();
        List<String> headers = browser.upgradeHeaders();
        headers.add("X-Forwarded-For: 6.6.6.6, 198.51.100.7");

        browser.upgrade(headers);

        assertThat(site.clients()).hasToString("[198.51.100.7]");
    }

    @Test
    void believesNobodyOtherwise() throws IOException {
        Browser browser = site.browser();
        List<String> headers = browser.upgradeHeaders();
        headers.add("X-Forwarded-For: 198.51.100.7");

        browser.upgrade(headers);

        assertThat(site.clients()).hasToString("[127.0.0.1]");
    }

    @Test
    void losesNothingThatWasSentBeforeItsAnswer() throws IOException {
        Browser hasty = site.browser();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(("GET /ws HTTP/1.1\r\nHost: " + hasty.host() + "\r\n"
                        + String.join("\r\n", hasty.upgradeHeaders()) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        octets.writeBytes(Browser.frame(0x81, WebSite.hello(1).getBytes(StandardCharsets.UTF_8)));

        hasty.sendRaw(octets.toByteArray());

        assertThat(hasty.answer().status()).isEqualTo(101);
        hasty.hears("\"type\":\"welcome\"");
    }
}
