package dev.convoke.smpp.pdu;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.util.Optional;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/**
 * A number as SMPP carries it (SMPP 3.4 §5.2.5 to §5.2.9), and the way from and to our vocabulary.
 *
 * <p>Message centres differ in what they call a number. So the type of number decides only where the digits leave it open:
 * TON 5 is a name; up to eight digits that are not called international are a short code; 9 to 15 digits of an unknown type
 * are international, unless a leading zero says national.
 *
 * @param ton type of number
 * @param npi numbering plan
 * @param digits at most 20 characters
 */
public record SmppAddress(TypeOfNumber ton, NumberingPlanIndicator npi, String digits) {

    private static final int MAX_SHORT_DIGITS = 8;

    /** An international number: without {@code +}, which many message centres do not take with TON 1. */
    public static SmppAddress of(Msisdn number) {
        return new SmppAddress(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, number.digits());
    }

    /** A service number; a short code goes as network specific, TON 3, because no other network knows it. */
    public static SmppAddress of(ServiceNumber number) {
        TypeOfNumber ton = number.isShortCode() ? TypeOfNumber.NETWORK_SPECIFIC : TypeOfNumber.INTERNATIONAL;
        return new SmppAddress(ton, NumberingPlanIndicator.ISDN, number.digits());
    }

    /** A sender or receiver as people write it: {@code +44…}, a short code, or a name. */
    public static SmppAddress parse(String written) {
        Optional<Msisdn> number =
                written.startsWith("+") ? Msisdn.ofInternationalDigits(written) : Optional.<Msisdn>empty();
        if (number.isPresent()) {
            return of(number.get());
        }
        return isShort(written)
                ? new SmppAddress(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.ISDN, written)
                : new SmppAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, written);
    }

    /** An address as a PDU has it; the library says {@code null} for an empty one. */
    public static SmppAddress received(byte ton, byte npi, @Nullable String digits) {
        return new SmppAddress(typeOf(ton), planOf(npi), digits == null ? "" : digits);
    }

    private static TypeOfNumber typeOf(byte ton) {
        for (TypeOfNumber type : TypeOfNumber.values()) {
            if (type.value() == ton) {
                return type;
            }
        }
        return TypeOfNumber.UNKNOWN;
    }

    private static NumberingPlanIndicator planOf(byte npi) {
        for (NumberingPlanIndicator plan : NumberingPlanIndicator.values()) {
            if (plan.value() == npi) {
                return plan;
            }
        }
        return NumberingPlanIndicator.UNKNOWN;
    }

    /** Who this is; what is no number at all ends as a name, which is never answered. */
    public Originator originator(Optional<String> region) {
        if (ton != TypeOfNumber.ALPHANUMERIC) {
            Optional<Msisdn> number = number(region);
            if (number.isPresent()) {
                return new Originator.Phone(number.get());
            }
            if (isShort(digits)) {
                return new Originator.ShortCode(digits);
            }
        }
        return new Originator.Alphanumeric(printable(digits));
    }

    /** Which number of ours this is; empty if it can be none. */
    public Optional<ServiceNumber> serviceNumber(Optional<String> region) {
        Optional<ServiceNumber> longNumber = number(region).map(number -> new ServiceNumber(number.e164()));
        return longNumber.or(() -> isShort(digits) ? ServiceNumber.parse(digits) : Optional.empty());
    }

    /** The address as people write it. */
    public String written() {
        return number(Optional.empty()).map(Msisdn::e164).orElse(digits);
    }

    private Optional<Msisdn> number(Optional<String> region) {
        if (digits.startsWith("+")) {
            return Msisdn.ofInternationalDigits(digits);
        }
        if (!isDigits(digits)) {
            return Optional.empty();
        }
        if (digits.startsWith("00")) {
            return Msisdn.ofInternationalDigits(digits.substring(2));
        }
        if (ton == TypeOfNumber.INTERNATIONAL) {
            return Msisdn.ofInternationalDigits(digits);
        }
        if (digits.length() <= MAX_SHORT_DIGITS) {
            return Optional.empty();
        }
        return ton == TypeOfNumber.NATIONAL || digits.startsWith("0")
                ? region.flatMap(country -> Msisdn.parse(digits, country))
                : Msisdn.ofInternationalDigits(digits);
    }

    private static boolean isShort(String digits) {
        return isDigits(digits) && digits.length() <= MAX_SHORT_DIGITS;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** A name comes from a stranger and ends in a log. */
    private static String printable(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
    }

    /** Never the number. */
    @Override
    public String toString() {
        return "SmppAddress[TON " + ton.value() + ", " + digits.length() + " characters]";
    }
}
