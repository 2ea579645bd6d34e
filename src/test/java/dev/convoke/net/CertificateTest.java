package dev.convoke.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private Certificate watched(PemFiles files) {
        return new Certificate("call-in", files.certificate(), files.key(), Duration.ofMillis(20), threads);
    }

    @Test
    void aCertificateThatIsRenewedIsReadAnew() throws Exception {
        PemFiles files = PemFiles.make(folder, "localhost");
        PemFiles renewed = PemFiles.make(folder, "renewed");
        try (Certificate certificate = watched(files)) {
            SslContext before = certificate.context();

            renewed.replace(files);

            await().atMost(PATIENCE).until(() -> certificate.context() != before);
        }
    }

    @Test
    void whileTheNewOneCannotBeReadTheOldOneHolds() throws Exception {
        PemFiles files = PemFiles.make(folder, "localhost");
        PemFiles renewed = PemFiles.make(folder, "renewed");
        try (Certificate certificate = watched(files)) {
            SslContext before = certificate.context();

            Files.writeString(files.certificate(), "half of a certif");
            await().pollDelay(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> certificate.context() == before);
            renewed.replace(files);

            await().atMost(PATIENCE).until(() -> certificate.context() != before);
        }
    }

    @Test
    void filesThatCannotBeUsedAtTheStartAreNamed() throws Exception {
        Path none = folder.resolve("none.pem");

        assertThatThrownBy(() -> Certificate.of("call-in", none, Optional.empty(), threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call-in.tls-certificate")
                .hasMessageContaining(none.toString());
        assertThat(Files.exists(none)).isFalse();
    }

    @Test
    void oneFileMayHoldBoth() throws Exception {
        PemFiles files = PemFiles.make(folder, "localhost");
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(files.certificate()) + Files.readString(files.key()));

        try (Certificate certificate = Certificate.of("call-in", both, Optional.empty(), threads)) {
            assertThat(certificate.context().isServer()).isTrue();
        }
    }
}
