package dev.convoke.peer.phone;

import dev.convoke.concurrent.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A call to the server's port, with a code or with words as in a text (US 8,018,877 FIG. 3 steps 340–380). A lost connection is made
 * again with the same words; who was sent away does not come back by itself.
 */
public final class Calling implements Way {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Backoff PAUSES = Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final int MAX_FAILURES = 20;

    private final String host;
    private final int port;
    private final Optional<SSLSocketFactory> tls;
    private final Opening opening;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Published to whoever closes. */
    private volatile @Nullable Socket current;

    /**
     * Connects to nobody yet.
     *
     * @param tls makes the connection secure, if it is to be
     * @param opening says who we are
     */
    public Calling(String host, int port, Optional<SSLSocketFactory> tls, Opening opening) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.opening = opening;
    }

    @Override
    public void run(Line line) throws InterruptedException {
        boolean stood = false;
        int failures = 0;
        while (closed.getCount() > 0) {
            Ending ending = Ending.LOST;
            try (Socket socket = connect()) {
                long since = System.nanoTime();
                ending = line.outgoing(socket, opening);
                stood = true;
                // One that ends at once is no better than none.
                failures = System.nanoTime() - since > CONNECT.toNanos() ? 0 : failures + 1;
            } catch (IOException failed) {
                failures++;
                giveUpIfOfNoUse(failed, stood ? failures : MAX_FAILURES);
            }
            if (isFinal(ending, failures)) {
                return;
            }
            Duration pause = PAUSES.pause(failures);
            line.tell("The connection is lost. Calling again in " + Math.max(1, pause.toSeconds()) + " s …");
            var unused = closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean isFinal(Ending ending, int failures) {
        if (ending == Ending.REFUSED) {
            throw new PhoneException("the server did not let you in");
        }
        if (ending == Ending.LOST && failures >= MAX_FAILURES) {
            throw new PhoneException("the server hung up " + failures + " times in a row");
        }
        return closed.getCount() == 0 || ending != Ending.LOST;
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        current = plain;
        try {
            plain.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            return tls.isPresent() ? secured(tls.get(), plain) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private Socket secured(SSLSocketFactory factory, Socket plain) throws IOException {
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout((int) CONNECT.toMillis());
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    private void giveUpIfOfNoUse(IOException failed, int failures) {
        if (closed.getCount() > 0 && failures >= MAX_FAILURES) {
            throw new PhoneException("nobody answers at " + host + " port " + port + ": " + Reasons.of(failed));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        @Nullable Socket open = current;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyBroken) {
                // It is closed either way.
            }
        }
    }
}
