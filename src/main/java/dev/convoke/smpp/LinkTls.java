package dev.convoke.smpp;

import dev.convoke.config.Secret;
import dev.convoke.config.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whether a link runs over TLS, and whom it trusts. The name in the certificate must be the link's host (RFC 9110 §4.3.4);
 * there is no way to switch that off.
 *
 * @param enabled whether the link runs over TLS
 * @param trustStore a PKCS #12 or JKS file with the certificates to trust; empty for those that Java brings
 * @param trustStorePassword opens that file; may be empty
 */
public record LinkTls(boolean enabled, Optional<Path> trustStore, Secret trustStorePassword) {

    /** Reads what a link says of TLS. */
    static LinkTls read(Section link) {
        return new LinkTls(
                link.flag("tls"),
                link.optionalPath("tls-trust-store"),
                Secret.of(link.text("tls-trust-store-password")));
    }

    /** Plain TCP. */
    public static LinkTls off() {
        return new LinkTls(false, Optional.empty(), Secret.of(""));
    }

    /** TLS with the certificates that Java brings. */
    public static LinkTls on() {
        return new LinkTls(true, Optional.empty(), Secret.of(""));
    }

    /** TLS with the certificates of a PKCS #12 or JKS file. */
    public static LinkTls trusting(Path trustStore, Secret password) {
        return new LinkTls(true, Optional.of(trustStore), password);
    }

    /**
     * Makes the TLS sockets of a link.
     *
     * @return empty without TLS
     * @throws IllegalArgumentException if the trust store cannot be read
     */
    Optional<SSLSocketFactory> socketFactory() {
        if (!enabled) {
            return Optional.empty();
        }
        if (trustStore.isEmpty()) {
            return Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault());
        }
        Path file = trustStore.get();
        try {
            KeyStore trusted = KeyStore.getInstance(
                    file.toFile(), trustStorePassword.reveal().toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context.getSocketFactory());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "trust-store: " + file + " (expected: a PKCS #12 or JKS file and its password)", e);
        }
    }
}
