package dev.convoke.smsc;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.smpp.LinkBench;
import dev.convoke.smpp.Links;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

    private static final String ALICE = "+447700900001";

    private final LinkBench bench = new LinkBench();
    private EmbeddedSmsc smsc;
    private SmscControl control;
    private SmscClient client;

    @BeforeEach
    void open() throws IOException {
        smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), bench.threads);
        control = SmscControl.start(smsc, 0, bench.threads);
        client = new SmscClient(control.port());
    }

    @AfterEach
    void close() {
        bench.close();
        control.close();
        smsc.close();
    }

    @Test
    void sendsATextAsAPhone() throws Exception {
        bench.bound(fast(smsc.port()));

        assertThat(client.send(ALICE, "84433", "JOIN 203.0.113.7:5000 8401234 Zoë"))
                .isEqualTo("taken");
        assertThat(client.receivers()).isEqualTo(1);
        assertThat(bench.sink.words()).containsExactly("JOIN 203.0.113.7:5000 8401234 Zoë");
    }

    @Test
    void aTextThatNobodyTakesYetIsHeld() throws Exception {
        assertThat(client.receivers()).isZero();
        assertThat(client.send(ALICE, "84433", "anybody there?")).isEqualTo("held");
    }

    @Test
    void listsWhatAPhoneReceived() throws Exception {
        Links links = bench.bound(fast(smsc.port()));
        LinkBench.submit(links, "first «ж»");
        LinkBench.submit(links, "second");

        List<Delivered> all = client.texts(ALICE, 0, Duration.ZERO);

        assertThat(all).extracting(Delivered::text).containsExactly("first «ж»", "second");
        assertThat(all).isEqualTo(smsc.texts(text -> true, 10));
        assertThat(client.texts(ALICE, all.get(0).seq(), Duration.ZERO)).containsExactly(all.get(1));
        assertThat(client.texts("+447700900099", 0, Duration.ZERO)).isEmpty();
        assertThat(client.texts("", 0, Duration.ZERO)).hasSize(2);
    }

    @Test
    void waitsForATextThatIsNotThereYet() {
        Links links = bench.bound(fast(smsc.port()));
        CompletableFuture<List<Delivered>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return client.texts(ALICE, 0, PATIENCE);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });

        LinkBench.submit(links, "at last");

        assertThat(waiting.join()).extracting(Delivered::text).containsExactly("at last");
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> client.send(ALICE, "84433", "x".repeat(5_000)))
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("PORT", "" + control.port()).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(head, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length());
        }
    }
}
