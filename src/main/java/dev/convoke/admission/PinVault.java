package dev.convoke.admission;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.store.PinDigest;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Turns PINs into what the room table keeps, and checks them.
 *
 * <p>A four-digit PIN has ten thousand values, so no hash of it alone protects it, however slow: whoever has the table tries
 * them all. What the table keeps is therefore HMAC-SHA-256 (RFC 2104) under a key that is <em>not</em> in the database but in
 * a file of its own. A stolen table is worth nothing without the file; with both, every PIN is known within a second. Back
 * them up apart. The number is part of what is signed, so equal PINs of two rooms do not look equal.
 *
 * <p>Every purpose has a key of its own, derived from the file's. Immutable; any thread, except that {@link #open} touches the
 * disk.
 */
public final class PinVault {

    private static final int ID_OCTETS = 4;

    private final byte[] key;
    private final byte[] pinKey;
    private final String keyId;
    private final Path file;

    private PinVault(byte[] key, Path file) {
        this.key = key;
        this.pinKey = derive(key, "pin");
        this.keyId = idOf(key);
        this.file = file;
    }

    /**
     * Opens the vault, and makes the key file, readable by its owner alone, if there is none.
     *
     * @param keyFile beside the database; its folder must exist
     * @throws PinKeyException if the file cannot be read or made, is damaged, or may be read by others
     */
    public static PinVault open(Path keyFile) {
        NonBlockingThread.assertMayBlock();
        return new PinVault(new PinKeyFile(keyFile).readOrCreate(), keyFile);
    }

    /** Eight hexadecimal digits that tell keys apart and give nothing away. */
    static String idOf(byte[] key) {
        return HexFormat.of().formatHex(derive(key, "id"), 0, ID_OCTETS);
    }

    private static byte[] derive(byte[] key, String purpose) {
        return Hmac.of(key, "convoke/1/key/" + purpose);
    }

    /** What the room table keeps of a PIN. */
    public PinDigest digest(ConferenceNumber room, Pin pin) {
        return new PinDigest(keyId, HexFormat.of().formatHex(pinHmac(room, pin)));
    }

    /** A digest that no PIN has, so that a room that does not exist costs as much work as one that does. */
    PinDigest decoy() {
        return new PinDigest(keyId, "00".repeat(PinKeyFile.KEY_OCTETS));
    }

    /** Number and PIN are digits, so the slash keeps them apart. */
    private byte[] pinHmac(ConferenceNumber room, Pin pin) {
        return Hmac.of(pinKey, room.digits() + "/" + pin.reveal());
    }

    /** Whether a digest was made under this vault's key, so that its PIN can be told right from wrong. */
    public boolean isOurs(PinDigest kept) {
        return kept.keyId().equals(keyId);
    }

    /**
     * Whether this is the PIN that was kept, found out in constant time.
     *
     * @throws PinKeyException if the digest was made under another key
     */
    public boolean matches(ConferenceNumber room, Pin pin, PinDigest kept) {
        if (!isOurs(kept)) {
            throw new PinKeyException("the PIN of room " + room + " was set under key " + kept.keyId() + ", but " + file
                    + " holds key " + keyId + "; restore the key file, or set the room's PIN anew");
        }
        return MessageDigest.isEqual(pinHmac(room, pin), HexFormat.of().parseHex(kept.hmacHex()));
    }

    /**
     * An independent key for another purpose, such as {@code inbox-duplicates}: neither it nor what it signs tells anything
     * about the PINs' key, and it stays the same as long as the key file does.
     *
     * @return 32 octets of the caller's own
     */
    public byte[] subkey(String purpose) {
        return derive(key, "sub/" + purpose);
    }

    /** Which key this is; never the key. */
    @Override
    public String toString() {
        return "PinVault[key " + keyId + "]";
    }
}
