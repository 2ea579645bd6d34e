package dev.convoke.admission;

/**
 * The key under which PINs are kept is missing, readable by others, damaged, or not the one that made a digest: nothing that a
 * person at a phone can mend. The message names the file, what was expected, and the remedy; never the key.
 */
public final class PinKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a cause in a library. */
    public PinKeyException(String message) {
        super(message);
    }

    /** With the failure of the file system. */
    public PinKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
