package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://talk.example.net, https://talk.example.net, wss://talk.example.net",
        "HTTPS://Talk.Example.net:443/, https://talk.example.net, wss://talk.example.net",
        "http://127.0.0.1:8080, http://127.0.0.1:8080, ws://127.0.0.1:8080",
        "http://[::1]:8080, http://[::1]:8080, ws://[::1]:8080",
    })
    void isReadAsBrowsersWriteIt(String written, String read, String webSocket) {
        WebOrigin origin = WebOrigin.parse(written).orElseThrow();

        assertThat(origin).hasToString(read);
        assertThat(origin.forWebSockets()).isEqualTo(webSocket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "talk.example.net",
                "ftp://talk.example.net",
                "https://",
                "https://a b",
                "https://a/page",
                "https://a?x",
                "https://a#x",
                "https://me@a",
                "https://a:0",
                "https://a:65536",
                "file:///etc/passwd"
            })
    void isNothingElse(String written) {
        assertThat(WebOrigin.parse(written)).isEmpty();
    }

    @Test
    void isOfTheHostThatABrowserWouldName() {
        WebOrigin page = WebOrigin.parse("https://talk.example.net").orElseThrow();

        assertThat(page.isOfHost("talk.example.net")).isTrue();
        assertThat(page.isOfHost("TALK.example.net:443")).isTrue();
        assertThat(page.isOfHost("talk.example.net:8443")).isFalse();
        assertThat(page.isOfHost("example.net")).isFalse();
        assertThat(page.isOfHost("")).isFalse();
    }
}
