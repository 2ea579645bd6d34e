package dev.convoke.peer.turn;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA1 (RFC 2104), which STUN signs with. */
final class Hmac {

    private static final String ALGORITHM = "HmacSHA1";

    private Hmac() {}

    static byte[] sha1(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // No key at all is none that Java takes; a zero octet is the same key to HMAC.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
