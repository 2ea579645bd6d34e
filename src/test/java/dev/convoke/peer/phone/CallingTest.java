package dev.convoke.peer.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A phone that calls in, at a port that does what the test says. */
@Timeout(30)
class CallingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String WELCOME =
            "* Welcome to Stand-up. You are Bob; 2 people here. /help lists the commands.\n";

    private ServerSocket port;

    @BeforeEach
    void open() throws IOException {
        port = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        port.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        port.close();
    }

    private TypedPhone phone() {
        return new TypedPhone(new Calling(
                "127.0.0.1", port.getLocalPort(), Optional.empty(), new Opening("K7QW-3M9X-PT4H", Optional.of("Bob"))));
    }

    private static void say(Socket to, String lines) throws IOException {
        to.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader lines(Socket from) throws IOException {
        return new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void presentsTheCodeFirstAndAsksForItsName() throws Exception {
        try (TypedPhone phone = phone();
                Socket server = port.accept()) {
            BufferedReader heard = lines(server);
            assertThat(heard.readLine()).isEqualTo("K7QW-3M9X-PT4H");

            say(server, "* Welcome to Stand-up. You are Guest 1; 2 people here. /help lists the commands.\n");

            assertThat(heard.readLine()).isEqualTo("/nick Bob");
            phone.type("hello");
            assertThat(heard.readLine()).isEqualTo("hello");
        }
    }

    @Test
    void presentsTheCodeAgainWhenTheConnectionBreaks() throws Exception {
        try (TypedPhone phone = phone()) {
            Socket first = port.accept();
            assertThat(lines(first).readLine()).isEqualTo("K7QW-3M9X-PT4H");
            say(first, WELCOME);
            phone.hears("Welcome");
            first.setSoLinger(true, 0);
            first.close();

            try (Socket second = port.accept()) {
                assertThat(lines(second).readLine()).isEqualTo("K7QW-3M9X-PT4H");
            }
        }
    }

    @Test
    void comesBackToAServiceThatStopsButNotToARoomThatSaidGoodbye() throws Exception {
        try (TypedPhone phone = phone()) {
            try (Socket server = port.accept()) {
                say(server, WELCOME);
                say(server, "* The meeting is over: the service is stopping.\n");
                server.shutdownOutput();
                phone.hears("Calling again");
            }
            try (Socket server = port.accept()) {
                say(server, WELCOME);
                say(server, "* You were kicked by Alice.\n");
                server.shutdownOutput();
                assertThat(phone.outcome()).succeedsWithin(PATIENCE);
            }
        }
    }

    @Test
    void whoIsRefusedIsToldAndDoesNotTryAgain() throws Exception {
        try (TypedPhone phone = phone();
                Socket server = port.accept()) {
            say(server, "! That code is not good.\n");
            server.shutdownOutput();

            assertThat(phone.outcome())
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("did not let you in");
            assertThat(phone.lines()).contains("! That code is not good.");
        }
    }

    @Test
    void saysWhereNobodyAnswers() throws Exception {
        port.close();
        try (TypedPhone phone = phone()) {
            assertThat(phone.outcome())
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("nobody answers at 127.0.0.1 port");
        }
    }
}
