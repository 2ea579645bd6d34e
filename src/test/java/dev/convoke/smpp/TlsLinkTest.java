package dev.convoke.smpp;

import static dev.convoke.smpp.LinkBench.PATIENCE;
import static dev.convoke.smpp.LinkBench.fast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.config.Secret;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the link talks to the host it means, or to nobody. */
@Timeout(60)
class TlsLinkTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    @RegisterExtension
    private final LinkBench bench = new LinkBench();

    @BeforeAll
    static void makeCertificates() throws Exception {
        makeCertificate("localhost", "san=dns:localhost");
        makeCertificate("elsewhere", "san=dns:smsc.example");
    }

    private static void makeCertificate(String name, String extension) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file(name).toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private EmbeddedSmsc smscWithCertificateOf(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance(file(name).toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return EmbeddedSmsc.start(
                SmscSettings.defaults().onPort(0), context.getServerSocketFactory(), Clock.systemUTC(), bench.threads);
    }

    private static LinkSettings link(int port, String trusted) {
        LinkSettings plain =
                LinkSettings.of("main", "localhost", port, LinkBench.LOGIN).with(LinkBench.FAST);
        return plain.with(LinkTls.trusting(file(trusted), Secret.of(PASSWORD)));
    }

    @Test
    void bindsToTheHostWhoseNameTheCertificateHas() throws Exception {
        try (EmbeddedSmsc smsc = smscWithCertificateOf("localhost")) {
            Links links = bench.bound(link(smsc.port(), "localhost"));

            assertThat(smsc.deliver("+447700900001", "84433", "over TLS")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .outcome())
                    .isEqualTo(Delivery.Outcome.TAKEN);
            assertThat(LinkBench.submit(links, "back")).isInstanceOf(Submitted.Taken.class);
            links.close();
        }
    }

    @Test
    void doesNotBindToAnotherHostThoughItTrustsTheCertificate() throws Exception {
        try (EmbeddedSmsc smsc = smscWithCertificateOf("elsewhere")) {
            assertTroubleContains(link(smsc.port(), "elsewhere"), "could not be trusted over TLS");
            assertThat(smsc.receivers()).isZero();
        }
    }

    @Test
    void doesNotBindToACertificateItDoesNotTrust() throws Exception {
        try (EmbeddedSmsc smsc = smscWithCertificateOf("localhost")) {
            assertTroubleContains(link(smsc.port(), "elsewhere"), "could not be trusted over TLS");
        }
    }

    @Test
    void aServerThatIsMuteIsGivenUp() throws IOException {
        try (RawSmsc mute = new RawSmsc()) {
            assertTroubleContains(link(mute.port(), "localhost"), "did not take the connection within 500 ms");
        }
    }

    @Test
    void aPlainLinkToATlsPortIsGivenUp() throws Exception {
        try (EmbeddedSmsc smsc = smscWithCertificateOf("localhost")) {
            Links links = bench.start(fast(smsc.port()));

            await().atMost(PATIENCE)
                    .until(() -> links.status().get(0).state() == LinkState.RETRYING
                            && !links.status().get(0).trouble().isEmpty());
        }
    }

    private void assertTroubleContains(LinkSettings settings, String words) {
        Links links = bench.start(settings);
        await().atMost(PATIENCE).until(() -> links.status().get(0).trouble().contains(words));
        assertThat(links.status().get(0).state()).isNotEqualTo(LinkState.BOUND);
    }

    @Test
    void aTrustStoreThatCannotBeReadStopsTheStart() {
        LinkTls bad = LinkTls.trusting(folder.resolve("missing.p12"), Secret.of("x"));

        assertThatThrownBy(() -> bench.start(fast(1).with(bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trust-store")
                .hasMessageContaining("missing.p12");
    }
}
