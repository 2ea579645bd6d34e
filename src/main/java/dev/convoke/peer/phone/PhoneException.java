package dev.convoke.peer.phone;

/** Why the phone cannot be used like that, for the person at the terminal. */
public final class PhoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong and, where there is one, the remedy. */
    public PhoneException(String message) {
        super(message);
    }
}
