package dev.convoke.terms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * A phone number in canonical E.164 form, such as {@code +447700900123}.
 *
 * <p>{@link #toString()} masks all but the country's first digits and the last two, so that a number reaches a log or an
 * exception message only masked; {@link #e164()} is for the wire, the store and the person it belongs to.
 *
 * @param e164 {@code +} and 7 to 15 ASCII digits (ITU-T E.164 §6)
 */
public record Msisdn(String e164) {

    private static final int MIN_DIGITS = 7;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_RAW_CHARS = 40;

    /** @throws IllegalArgumentException if the text is not in E.164 form */
    public Msisdn {
        if (!isE164(e164)) {
            throw new IllegalArgumentException("not an E.164 number (expected: + and 7 to 15 digits)");
        }
    }

    /** {@code +}, and 7 to 15 digits of which the first is no zero. */
    static boolean isE164(String text) {
        int digits = text.length() - 1;
        return digits >= MIN_DIGITS
                && digits <= MAX_DIGITS
                && text.charAt(0) == '+'
                && text.charAt(1) != '0'
                && AsciiDigits.areFrom(text, 1);
    }

    /**
     * Reads a number as people and networks write it.
     *
     * @param raw national or international form, at most 40 characters are looked at
     * @param region ISO 3166 code that a national number belongs to, such as {@code GB}
     * @return the number, or empty if no telephone number of that region or of the world reads like this
     */
    public static Optional<Msisdn> parse(String raw, String region) {
        if (raw.length() > MAX_RAW_CHARS) {
            return Optional.empty();
        }
        if (isE164(raw)) {
            return Optional.of(new Msisdn(raw));
        }
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            PhoneNumber number = numbers.parse(raw, region);
            String e164 = numbers.format(number, PhoneNumberFormat.E164);
            // A short code reads like a national number that is too short, and would become somebody's number abroad.
            return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE && isE164(e164)
                    ? Optional.of(new Msisdn(e164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** Enough for whoever typed it, and short: {@code +4477..12}. */
    public String shortened() {
        return e164.substring(0, 5) + ".." + e164.substring(e164.length() - 2);
    }

    /** Whether a text to this number costs more than one to others, as far as is known: those of services that are paid for by phone. */
    public boolean isPremiumRate() {
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            return numbers.getNumberType(numbers.parse(e164, "")) == PhoneNumberType.PREMIUM_RATE;
        } catch (NumberParseException notANumber) {
            return false;
        }
    }

    /** Whether this is the ISO 3166 code of a region that has telephone numbers, such as {@code GB}. */
    public static boolean isRegion(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }

    /**
     * Reads the digits of an international number without its {@code +}, as SMPP carries it with TON 1 (SMPP 3.4 §5.2.5).
     *
     * @return the number, or empty if the digits cannot be an E.164 number
     */
    public static Optional<Msisdn> ofInternationalDigits(String digits) {
        String e164 = digits.startsWith("+") ? digits : "+" + digits;
        return isE164(e164) ? Optional.of(new Msisdn(e164)) : Optional.empty();
    }

    /** The digits without {@code +}, as SMPP carries them with TON 1 (SMPP 3.4 §5.2.5). */
    public String digits() {
        return e164.substring(1);
    }

    /** The number with its middle hidden, such as {@code +44********23}; what logs show. */
    public String masked() {
        return masked(e164);
    }

    /** The same of what looks like a number and is none; six characters at least. */
    static String masked(String number) {
        return number.substring(0, 3) + "*".repeat(number.length() - 5) + number.substring(number.length() - 2);
    }

    /** Same as {@link #masked()}. */
    @Override
    public String toString() {
        return masked();
    }
}
