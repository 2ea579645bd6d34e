package dev.convoke.peer.turn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * Who we are to a relay (RFC 8489 §9.2). Prints without the password.
 *
 * @param user the name
 * @param password the secret
 */
public record TurnCredentials(String user, String password) {

    /** RFC 8489 §14.3: fewer than 509 octets. */
    private static final int MAX_USER_OCTETS = 508;

    /** @throws IllegalArgumentException if the name is longer than 508 octets */
    public TurnCredentials {
        if (user.getBytes(StandardCharsets.UTF_8).length > MAX_USER_OCTETS) {
            throw new IllegalArgumentException("the relay's user name is longer than " + MAX_USER_OCTETS + " octets");
        }
    }

    /**
     * Those of a relay that shares a secret with whoever may use it (coturn: {@code use-auth-secret}): the name says until when they
     * hold, and the password is base64(HMAC-SHA1(secret, name)).
     *
     * @param name for the relay's log; may be empty
     */
    public static TurnCredentials timeLimited(String secret, String name, Instant until) {
        String user = until.getEpochSecond() + (name.isEmpty() ? "" : ":" + name);
        byte[] digest = Hmac.sha1(secret.getBytes(StandardCharsets.UTF_8), user.getBytes(StandardCharsets.UTF_8));
        return new TurnCredentials(user, Base64.getEncoder().encodeToString(digest));
    }

    /** What messages are signed with: MD5(user ":" realm ":" password) (RFC 8489 §9.2.2). */
    byte[] key(String realm) {
        String text = TurnText.prepared(user) + ":" + TurnText.prepared(realm) + ":" + TurnText.prepared(password);
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public String toString() {
        return "TurnCredentials[user=" + user + ", password=[redacted]]";
    }
}
