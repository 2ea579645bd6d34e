package dev.convoke.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate and its key in PEM files, made by the keytool of this JDK. */
public final class PemFiles {

    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;
    private final KeyStore keys;

    private PemFiles(Path folder, String name, KeyStore keys) {
        this.folder = folder;
        this.name = name;
        this.keys = keys;
    }

    /** One for a name, in two files of that name. */
    public static PemFiles make(Path folder, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "one",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        PemFiles made = new PemFiles(folder, name, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
        made.write(
                made.certificate(),
                "CERTIFICATE",
                made.keys.getCertificate("one").getEncoded());
        made.write(
                made.key(),
                "PRIVATE KEY",
                made.keys.getKey("one", PASSWORD.toCharArray()).getEncoded());
        return made;
    }

    private void write(Path file, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    public Path certificate() {
        return folder.resolve(name + ".crt");
    }

    public Path key() {
        return folder.resolve(name + ".key");
    }

    /** Puts itself in the place of others. */
    public void replace(PemFiles other) throws IOException {
        Files.copy(key(), other.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate(), other.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a client needs that trusts it and nothing else. */
    public SSLContext trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("one", keys.getCertificate("one"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
