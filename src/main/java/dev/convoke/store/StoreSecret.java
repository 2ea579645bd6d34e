package dev.convoke.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which the inbox remembers texts that it no longer has. A repeated text is recognised by a digest, and a
 * four-digit PIN could be guessed from any digest whose key lies beside it, so the key comes from outside the database.
 * Whoever keeps the same secret recognises repetitions across a restart; with another secret the database works as well,
 * and only forgets which texts it has had.
 */
public final class StoreSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_OCTETS = 16;
    private static final int OCTETS = 32;

    private final SecretKeySpec key;

    private StoreSecret(byte[] octets) {
        this.key = new SecretKeySpec(octets, ALGORITHM);
    }

    /**
     * A secret kept by the caller.
     *
     * @param octets at least 16, better 32, used for nothing else
     * @throws IllegalArgumentException if there are fewer
     */
    public static StoreSecret of(byte[] octets) {
        if (octets.length < MIN_OCTETS) {
            throw new IllegalArgumentException(
                    "a store secret of " + octets.length + " octets (expected: at least 16)");
        }
        return new StoreSecret(octets);
    }

    /** A secret for whoever adds no texts, or needs no memory beyond the close. */
    public static StoreSecret random() {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        return new StoreSecret(octets);
    }

    /**
     * A digest of texts, for one thread; for the tables that recognise repetitions.
     *
     * @throws StoreException if this Java has no HMAC-SHA-256
     */
    public Fingerprint fingerprint() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return new Fingerprint(mac);
        } catch (GeneralSecurityException e) {
            throw new StoreException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }

    /** Tells texts apart by 64 bits of HMAC-SHA-256 (RFC 2104 §5 on cutting it). Not safe for several threads. */
    public static final class Fingerprint {

        private final Mac mac;

        private Fingerprint(Mac mac) {
            this.mac = mac;
        }

        /** The digest of the parts; each is closed by an octet that UTF-8 has not, so that parts cannot run together. */
        public long of(String... parts) {
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0xff);
            }
            return finish();
        }

        /** The digest of octets. */
        public long of(byte[] octets) {
            mac.update(octets);
            return finish();
        }

        private long finish() {
            byte[] digest = mac.doFinal();
            long first = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                first = (first << Byte.SIZE) | (digest[i] & 0xff);
            }
            return first;
        }
    }
}
