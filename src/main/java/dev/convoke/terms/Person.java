package dev.convoke.terms;

import java.util.Optional;

/**
 * Who somebody is to us, on whatever leg they come: a phone number that a text proved, or a guest, who has shown the code of an
 * invitation that was sent to no number of theirs (US 8,018,877 step 240: the initiator hands the nonce on).
 *
 * <p>Rooms seat, mute and ban persons. What texts takes an {@link Msisdn}, and {@link #phone()} is the only way to one, so no
 * guest is ever texted. A person reaches a log masked only; {@link #stored()} is for the store and for an operator who asked.
 */
public sealed interface Person {

    /** Somebody with a phone number of their own. */
    record Phone(Msisdn number) implements Person {
        @Override
        public String stored() {
            return number.e164();
        }

        @Override
        public Optional<Msisdn> phone() {
            return Optional.of(number);
        }

        @Override
        public String masked() {
            return number.masked();
        }

        /** Same as {@link #masked()}. */
        @Override
        public String toString() {
            return masked();
        }
    }

    /**
     * Somebody without a number.
     *
     * @param id tells them from all other guests, of whatever room, and says nothing else: 8 to 32 characters, each {@code a} to
     *     {@code z} or {@code 0} to {@code 9}. No code can be told from it.
     */
    record Guest(String id) implements Person {

        /** Marks the stored form; no E.164 number begins so. */
        static final String MARK = "guest:";

        private static final int MIN_CHARS = 8;
        private static final int MAX_CHARS = 32;
        private static final int SHOWN_CHARS = 4;

        /** @throws IllegalArgumentException if the id has another form */
        public Guest {
            if (!isId(id)) {
                throw new IllegalArgumentException("not the id of a guest (expected: 8 to 32 of a to z and 0 to 9)");
            }
        }

        static boolean isId(String text) {
            return text.length() >= MIN_CHARS
                    && text.length() <= MAX_CHARS
                    && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        }

        @Override
        public String stored() {
            return MARK + id;
        }

        @Override
        public Optional<Msisdn> phone() {
            return Optional.empty();
        }

        @Override
        public String masked() {
            return MARK + id.substring(0, SHOWN_CHARS) + "*".repeat(id.length() - SHOWN_CHARS);
        }

        /** Same as {@link #masked()}. */
        @Override
        public String toString() {
            return masked();
        }
    }

    /** The whole identity as text, such as {@code +447700900123} or {@code guest:k7qw3m9xpt4h}; {@link #parse} reads it back. */
    String stored();

    /** The number; empty for a guest, who has none. */
    Optional<Msisdn> phone();

    /** What logs show, such as {@code +44********23} or {@code guest:k7qw********}. */
    String masked();

    /** Reads what {@link #stored()} wrote; empty if the text is neither an E.164 number nor the mark and id of a guest. */
    static Optional<Person> parse(String text) {
        if (Msisdn.isE164(text)) {
            return Optional.of(new Phone(new Msisdn(text)));
        }
        String id = text.startsWith(Guest.MARK) ? text.substring(Guest.MARK.length()) : "";
        return Guest.isId(id) ? Optional.of(new Guest(id)) : Optional.empty();
    }
}
