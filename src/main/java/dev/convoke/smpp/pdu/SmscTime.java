package dev.convoke.smpp.pdu;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an absolute time of SMPP, {@code YYMMDDhhmmsstnnp}: t tenths of a second, nn quarters of an hour that the local time is ahead
 * of ({@code +}) or behind ({@code -}) UTC (SMPP 3.4 §7.1.1.1).
 */
public final class SmscTime {

    private static final Pattern ABSOLUTE =
            Pattern.compile("([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9])([0-9]{2})([+-])");
    private static final int CENTURY = 2_000;
    private static final int NANOS_PER_TENTH = 100_000_000;
    private static final int SECONDS_PER_QUARTER = 15 * 60;

    private SmscTime() {}

    /** The time; empty for a relative one, and for what is none. */
    public static Optional<Instant> parse(String text) {
        Matcher fields = ABSOLUTE.matcher(text);
        if (!fields.matches()) {
            return Optional.empty();
        }
        int[] numbers = new int[9];
        for (int group = 1; group < numbers.length; group++) {
            numbers[group] = Integer.parseInt(fields.group(group));
        }
        int ahead = numbers[8] * SECONDS_PER_QUARTER * (fields.group(9).equals("+") ? 1 : -1);
        try {
            return Optional.of(LocalDateTime.of(
                            CENTURY + numbers[1],
                            numbers[2],
                            numbers[3],
                            numbers[4],
                            numbers[5],
                            numbers[6],
                            numbers[7] * NANOS_PER_TENTH)
                    .toInstant(ZoneOffset.ofTotalSeconds(ahead)));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }
}
