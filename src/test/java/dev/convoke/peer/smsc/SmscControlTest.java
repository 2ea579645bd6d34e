package dev.convoke.peer.smsc;

import static dev.convoke.peer.smsc.ControlledSmsc.ALICE;
import static dev.convoke.smpp.LinkBench.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.smpp.LinkBench;
import dev.convoke.smpp.Links;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SmscControlTest {

    private ControlledSmsc centre;

    @BeforeEach
    void open() throws IOException {
        centre = new ControlledSmsc();
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @Test
    void sendsATextAsAPhone() throws Exception {
        centre.bound();

        assertThat(centre.client.send(ALICE, "84433", "JOIN 203.0.113.7:5000 8401234 Zoë"))
                .isEqualTo("taken");
        assertThat(centre.client.receivers()).isEqualTo(1);
        assertThat(centre.bench.sink.words()).containsExactly("JOIN 203.0.113.7:5000 8401234 Zoë");
    }

    @Test
    void aTextThatNobodyTakesYetIsHeld() throws Exception {
        assertThat(centre.client.receivers()).isZero();
        assertThat(centre.client.send(ALICE, "84433", "anybody there?")).isEqualTo("held");
    }

    @Test
    void listsWhatAPhoneReceived() throws Exception {
        Links links = centre.bound();
        LinkBench.submit(links, "first «ж»");
        LinkBench.submit(links, "second");

        List<Delivered> all = centre.client.texts(ALICE, 0, Duration.ZERO);

        assertThat(all).extracting(Delivered::text).containsExactly("first «ж»", "second");
        assertThat(all).isEqualTo(centre.smsc.texts(text -> true, 10));
        assertThat(centre.client.texts(ALICE, all.get(0).seq(), Duration.ZERO)).containsExactly(all.get(1));
        assertThat(centre.client.texts("+447700900099", 0, Duration.ZERO)).isEmpty();
        assertThat(centre.client.texts("", 0, Duration.ZERO)).hasSize(2);
    }

    @Test
    void waitsForATextThatIsNotThereYet() {
        Links links = centre.bound();
        CompletableFuture<List<Delivered>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return centre.client.texts(ALICE, 0, PATIENCE);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });

        LinkBench.submit(links, "at last");

        assertThat(waiting.join()).extracting(Delivered::text).containsExactly("at last");
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> centre.client.send(ALICE, "84433", "x".repeat(5_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 4096 octets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /texts HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n",
                "GET /texts HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
                "GET /texts HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://evil.example\r\n\r\n",
                "GET /texts HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: null\r\n\r\n",
                "GET /texts HTTP/1.0\r\n\r\n"
            })
    void refusesARequestThatAForeignWebPageCouldMake(String request) throws IOException {
        assertThat(statusOf(request)).isEqualTo("403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "415 POST /texts HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 2\r\n\r\n{}",
                "415 POST /texts HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
                "400 POST /texts HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "400 POST /texts HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[[",
                "400 GET /texts?after=x HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
                "400 GET /texts?to=+44%zz&after= HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
                "404 DELETE /texts HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
                "404 GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n"
            })
    void answersEveryRequestWithAStatus(String expectedAndRequest) throws IOException {
        String expected = expectedAndRequest.substring(0, 3);

        assertThat(statusOf(expectedAndRequest.substring(4))).isEqualTo(expected);
    }

    private String statusOf(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), centre.control.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("PORT", "" + centre.control.port()).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(head, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length());
        }
    }
}
