package dev.convoke.operator;

/**
 * A value of an action that breaks a rule.
 *
 * @param field which, spelled as the configuration spells its keys, such as {@code moderator-seats}
 * @param value as it was given; empty if it must not be repeated or says nothing
 * @param expected what may stand there
 * @param remedy what to do to have it allowed; empty if there is nothing but another value
 */
public record FieldError(String field, String value, String expected, String remedy) {

    /** About a value that is out of its range. */
    static FieldError of(String field, Object value, String expected) {
        return new FieldError(field, String.valueOf(value), expected, "");
    }

    /** About a value that is not to be repeated. */
    static FieldError withoutValue(String field, String expected) {
        return new FieldError(field, "", expected, "");
    }

    /** {@code capacity: 1 (expected: 2..100000)}, and the remedy behind it. */
    public String sentence() {
        String found = value.isEmpty() ? expected : value + " (expected: " + expected + ")";
        return field + ": " + found + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
