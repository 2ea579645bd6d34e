package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is read by hand, for it is read for every text, is what these expressions say. */
class NumbersTest {

    @Test
    void numbersThatCostMoreAreKnown() {
        assertThat(new Msisdn("+449012345678").isPremiumRate()).isTrue();
        assertThat(new Msisdn("+19005551234").isPremiumRate()).isTrue();
        assertThat(new Msisdn("+447700900123").isPremiumRate()).isFalse();
        assertThat(new Msisdn("+9991234567").isPremiumRate()).isFalse();
    }

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(OCTET));
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3,12}");
    private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");
    private static final int TRIES = 200_000;

    private final Random random = new Random(4);

    /** Mostly digits, among them those of other scripts, and what stands between and before digits. */
    private String nearlyNumber() {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "+" : "");
        int chars = random.nextInt(18);
        for (int i = 0; i < chars; i++) {
            text.append(
                    random.nextInt(40) > 0
                            ? (char) ('0' + random.nextInt(10))
                            : "٣+./: ９a\n".charAt(random.nextInt(9)));
        }
        return text.toString();
    }

    /** Up to one digit too many, and a leading zero now and then. */
    private String nearlyDecimal(int digits) {
        String number = String.valueOf(random.nextInt((int) Math.pow(10, 1 + random.nextInt(digits + 1))));
        return switch (random.nextInt(40)) {
            case 0 -> "0" + number;
            case 1 -> number + "x";
            case 2 -> "";
            case 3 -> "+" + number;
            case 4 -> "٣";
            default -> number;
        };
    }

    private String nearlyQuad() {
        int octets = random.nextInt(20) > 0 ? 4 : 3 + random.nextInt(3);
        StringBuilder quad = new StringBuilder(nearlyDecimal(2));
        for (int i = 1; i < octets; i++) {
            quad.append('.').append(nearlyDecimal(random.nextInt(10) > 0 ? 1 : 3));
        }
        return quad.toString();
    }

    @Test
    void readsNumbersAsTheirFormsSay() {
        for (int i = 0; i < TRIES; i++) {
            String text = nearlyNumber();
            boolean e164 = E164.matcher(text).matches();

            assertThat(Msisdn.isE164(text)).as(text).isEqualTo(e164);
            assertThat(ServiceNumber.parse(text).isPresent())
                    .as(text)
                    .isEqualTo(e164 || SHORT_CODE.matcher(text).matches());
            assertThat(ConferenceNumber.parse(text).isPresent())
                    .as(text)
                    .isEqualTo(NUMBER.matcher(text).matches());
            assertThat(Pin.parse(text).isPresent())
                    .as(text)
                    .isEqualTo(PIN.matcher(text).matches());
        }
    }

    @Test
    void readsAddressesAsTheirFormsSay() {
        int read = 0;
        for (int i = 0; i < TRIES; i++) {
            String quad = nearlyQuad();
            String port = nearlyDecimal(5);
            boolean valid =
                    IPV4.matcher(quad).matches() && PORT.matcher(port).matches() && Integer.parseInt(port) <= 65_535;

            Optional<DeviceAddress> address = DeviceAddress.parse(quad + ":" + port);

            assertThat(address.map(DeviceAddress::toString))
                    .as(quad + ":" + port)
                    .isEqualTo(valid ? Optional.of(quad + ":" + port) : Optional.empty());
            read += valid ? 1 : 0;
        }
        assertThat(read).isBetween(TRIES / 10, TRIES * 9 / 10);
    }

    @Test
    void readsGroupsOfIpv6AsTheirFormSays() {
        String alphabet = "0123456789abcdefABCDEFgG-+ ａ٣";
        for (int i = 0; i < TRIES; i++) {
            StringBuilder group = new StringBuilder();
            int chars = random.nextInt(6);
            for (int c = 0; c < chars; c++) {
                group.append(alphabet.charAt(random.nextInt(random.nextInt(20) > 0 ? 22 : alphabet.length())));
            }

            assertThat(DeviceAddress.parseIp("1:2:3:4:5:6:7:" + group).isPresent())
                    .as(group.toString())
                    .isEqualTo(GROUP.matcher(group).matches());
        }
    }
}
