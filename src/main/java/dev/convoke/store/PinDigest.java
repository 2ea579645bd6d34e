package dev.convoke.store;

/**
 * A PIN as the room table keeps it: HMAC-SHA-256 over conference number and PIN, under a key that is not in the database.
 *
 * @param keyId which key made it, so that keys can be rotated
 * @param hmacHex 64 lower-case hexadecimal digits
 */
public record PinDigest(String keyId, String hmacHex) {

    /** Keeps a digest out of logs: a four-digit PIN can be guessed from it by whoever holds the key. */
    @Override
    public String toString() {
        return "[pin digest]";
    }
}
