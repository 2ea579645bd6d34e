package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.convoke.terms.NumberingPlan.Leading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a phone number in what people type. */
class NumberingPlanTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private static List<String> phones(String region, String typed) {
        return new NumberingPlan(region)
                .phones(typed).numbers().stream().map(Msisdn::e164).toList();
    }

    private static Optional<String> unread(String region, String typed) {
        return new NumberingPlan(region).phones(typed).unread();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE | 0172 1547608 | +491721547608",
                "DE | 0172 / 1547609 | +491721547609",
                "DE | 0172/1547609 | +491721547609",
                "DE | +49 (0)172 1547609 | +491721547609",
                "DE | 0049 172 1547609 | +491721547609",
                "DE | 0172 1547608 0172 1547609 | +491721547608 +491721547609",
                "DE | 0172 1547608, 0172 1547609 | +491721547608 +491721547609",
                "DE | 01721547608 01721547609 | +491721547608 +491721547609",
                "DE | 030 123456 030 123457 | +4930123456 +4930123457",
                "GB | +44 7700 900457 | +447700900457",
                "GB | (07700) 900463 | +447700900463",
                "GB | (+44) 7700 900463 | +447700900463",
                "GB | + 44 7700 900463 | +447700900463",
                "GB | 0121 234 5678 | +441212345678",
                "GB | 7911123456 | +447911123456",
                "GB | 07700900456 07700900457 | +447700900456 +447700900457",
                "GB | 07700900456;07700900457 | +447700900456 +447700900457",
                "GB | 07700900456 +33 6 12 34 56 78 07700 900457 | +447700900456 +33612345678 +447700900457",
                "GB | tel:+447700900466 | +447700900466",
                "GB | TEL:07700900466 | +447700900466",
                "AT | 0664 123456 | +43664123456",
                "FI | 041 2345678 | +358412345678",
                "FR | 06 12 34 56 78 06 12 34 56 79 | +33612345678 +33612345679",
                "FR | 06.12.34.56.78 | +33612345678",
                "DK | 20 12 34 56 20 12 34 57 | +4520123456 +4520123457",
                "IT | 06 6982 1234 | +390669821234",
                "US | 202 555 0123 (202) 555-0124 | +12025550123 +12025550124",
                "US | 1 202 555 0123 | +12025550123",
                "'' | +447700900456 +44 7700 900457 | +447700900456 +447700900457",
            })
    void readsNumbersAsPeopleWriteThem(String region, String typed, String expected) {
        assertThat(String.join(" ", phones(region, typed))).isEqualTo(expected);
        assertThat(NumberingPlan.couldBePhones(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44\u20117700\u2011900459",
                "+44\u20137700\u2013900459",
                "+44\u22127700\u2212900459",
                "+44\u00a07700\u00a0900459",
                "+44\u202f7700\u2009900459",
                "\u202d+447700900459\u202c",
                "+44 7700\u00ad900459",
                "\uff0b\uff14\uff147700900459",
                "07700\u30fc900459",
                "07700\uff0d900459",
                "07700\u2060900459",
                "07700~900459",
                "[07700] 900459",
            })
    void readsTheSignsOfAddressBooksAndWebPages(String typed) {
        assertThat(phones("GB", typed)).containsExactly("+447700900459");
        assertThat(new NumberingPlan("GB").phone(typed).map(Msisdn::e164)).contains("+447700900459");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE | 0172 | 0172",
                "DE | 0172 12 | 0172 12",
                "GB | 84433 | 84433",
                "GB | 303 | 303",
                "GB | 12345 | 12345",
                "GB | +44 7700 | +44 7700",
                "GB | 07700900456 12345 | 12345",
                "GB | 07700900456, 12 | 12",
                "GB | 07700900456 Bob 07700900457 | Bob",
                "GB | +447700900456+447700900457 | +447700900456+447700900457",
                "GB | 07700900456 +449 +447700900457 | +449",
                "GB | 0\u0667\u0667\u0660\u0660900456 | 0\u0667\u0667\u0660\u0660900456",
                "'' | 07700900456 | 07700900456",
            })
    void whereOneIsNoNumberThereIsNone(String region, String typed, String shown) {
        assertThat(phones(region, typed)).isEmpty();
        assertThat(unread(region, typed)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "/", "+", "()"})
    void nothingIsNoNumber(String typed) {
        assertThat(phones("GB", typed)).isEmpty();
        assertThat(unread("GB", typed)).isPresent();
        assertThat(NumberingPlan.couldBePhones(typed)).isFalse();
    }

    /** As the library formats them for people, and with a blank wherever it has a sign: never somebody else's number. */
    @Test
    void theExampleNumbersOfAllRegionsAreThemselvesOrNone() {
        List<String> strangers = new ArrayList<>();
        int read = 0;
        int all = 0;
        for (String region : LIBRARY.getSupportedRegions()) {
            for (PhoneNumberType type : List.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)) {
                PhoneNumber example = LIBRARY.getExampleNumberForType(region, type);
                if (example == null) {
                    continue;
                }
                String e164 = LIBRARY.format(example, PhoneNumberFormat.E164);
                String national = LIBRARY.format(example, PhoneNumberFormat.NATIONAL);
                String international = LIBRARY.format(example, PhoneNumberFormat.INTERNATIONAL);
                for (String typed : List.of(
                        national,
                        international,
                        national.replaceAll("[^0-9]+", " ").strip(),
                        international.replaceAll("[^0-9+]+", " "))) {
                    List<String> numbers = phones(region, typed);
                    all++;
                    read += numbers.equals(List.of(e164)) ? 1 : 0;
                    if (!numbers.isEmpty() && !numbers.equals(List.of(e164))) {
                        strangers.add(region + " " + typed + " → " + numbers);
                    }
                }
                for (String two : List.of(
                        national + " " + national, national + ", " + national, international + " " + international)) {
                    List<String> numbers = phones(region, two);
                    all++;
                    read += numbers.equals(List.of(e164, e164)) ? 1 : 0;
                    if (!numbers.isEmpty() && !numbers.equals(List.of(e164, e164))) {
                        strangers.add(region + " " + two + " → " + numbers);
                    }
                }
            }
        }

        assertThat(strangers).isEmpty();
        assertThat(read).as("of %d", all).isGreaterThan(all * 95 / 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GB | +447700900456 | +447700900456 | ''",
                "GB | +44 7700 900456 for 2h spam | +447700900456 | for 2h spam",
                "GB | 07700 900456  Much   noise | +447700900456 | Much   noise",
                "GB | 07700900456 12 times | +447700900456 | 12 times",
                "GB | (07700) 900456 / spam | +447700900456 | / spam",
                "DE | 0172 1547611 for 2h | +491721547611 | for 2h",
                "DE | 0172 / 1547611 | +491721547611 | ''",
                "GB | +99912345678 odd | +99912345678 | odd",
            })
    void readsTheNumberThatATextBeginsWith(String region, String typed, String number, String rest) {
        assertThat(new NumberingPlan(region).leading(typed)).contains(new Leading(new Msisdn(number), rest));
    }

    @ParameterizedTest
    @CsvSource({"GB, 0172 spam", "GB, Bob", "GB, 12345", "DE, 0172 for 2h", "GB, ''"})
    void readsNoNumberWhereATextBeginsWithNone(String region, String typed) {
        assertThat(new NumberingPlan(region).leading(typed)).isEmpty();
    }

    @Test
    void oneNumberIsNotTwo() {
        NumberingPlan plan = new NumberingPlan("GB");

        assertThat(plan.phone("07700 900456").map(Msisdn::e164)).contains("+447700900456");
        assertThat(plan.phone("07700900456 07700900457")).isEmpty();
    }

    @Test
    void oneThatTheLibraryDoesNotKnowCanBeNamedButNotInvited() {
        NumberingPlan plan = new NumberingPlan("GB");

        assertThat(plan.phone("+99912345678").map(Msisdn::e164)).contains("+99912345678");
        assertThat(plan.phones("+99912345678").numbers()).isEmpty();
        assertThat(plan.phones("+4477009004").numbers()).isEmpty();
    }

    @Test
    void longListsTakeNoTimeToSpeakOf() {
        for (String typed : List.of("1 ".repeat(2_000), "0172 ".repeat(100), "+44 7700 900456 ".repeat(33))) {
            long before = System.nanoTime();
            assertThat(new NumberingPlan("DE").phones(typed).numbers().size()).isNotEqualTo(1);
            assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
        }
    }
}
