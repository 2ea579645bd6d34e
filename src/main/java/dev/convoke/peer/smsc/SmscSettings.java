package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import dev.convoke.smpp.Login;
import dev.convoke.sms.Alphabet;
import java.time.Duration;
import java.util.Optional;

/**
 * How the embedded message centre behaves.
 *
 * @param port the TCP port on loopback; 0 for any free one
 * @param login the only login it lets in; empty for any
 * @param window how many texts it sends at once to one bind, 1 to 1,000
 * @param response how long it waits for an answer, 100 ms to 120 s
 * @param retry the pause before it sends again a text that was put off, 10 ms to 10 min
 * @param validity how long it keeps a text, 1 s to 7 d
 * @param held how many texts it keeps until they are taken, 1 to 1,000,000
 * @param kept how many of the texts that it received it remembers, 1 to 1,000,000
 * @param alphabet what {@code data_coding} 0 means, in both directions: {@link Alphabet#mayBeDefault}
 */
public record SmscSettings(
        int port,
        Optional<Login> login,
        int window,
        Duration response,
        Duration retry,
        Duration validity,
        int held,
        int kept,
        Alphabet alphabet) {

    /** The port that IANA registered for SMPP. */
    public static final int DEFAULT_PORT = 2775;

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public SmscSettings {
        SettingCheck.inRange("port", port, 0, 65_535);
        SettingCheck.inRange("window", window, 1, 1_000);
        SettingCheck.inRange("response-timeout", response, Duration.ofMillis(100), Duration.ofMinutes(2));
        SettingCheck.inRange("retry", retry, Duration.ofMillis(10), Duration.ofMinutes(10));
        SettingCheck.inRange("validity", validity, Duration.ofSeconds(1), Duration.ofDays(7));
        SettingCheck.inRange("held", held, 1, 1_000_000);
        SettingCheck.inRange("kept", kept, 1, 1_000_000);
        SettingCheck.holds(alphabet.mayBeDefault(), "alphabet", alphabet, "gsm7, gsm7_packed, latin1 or ascii");
    }

    /** With the GSM alphabet, one septet per octet. */
    public SmscSettings(
            int port,
            Optional<Login> login,
            int window,
            Duration response,
            Duration retry,
            Duration validity,
            int held,
            int kept) {
        this(port, login, window, response, retry, validity, held, kept, Alphabet.GSM7);
    }

    /** Port 2775, any login, a window of 50. */
    public static SmscSettings defaults() {
        return new SmscSettings(
                DEFAULT_PORT,
                Optional.empty(),
                50,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                10_000,
                10_000);
    }

    /** The same on another port. */
    public SmscSettings onPort(int other) {
        return new SmscSettings(other, login, window, response, retry, validity, held, kept, alphabet);
    }

    /** The same with another pause before a text that was put off is sent again. */
    public SmscSettings withRetry(Duration other) {
        return new SmscSettings(port, login, window, response, other, validity, held, kept, alphabet);
    }

    /** The same with another alphabet. */
    public SmscSettings with(Alphabet other) {
        return new SmscSettings(port, login, window, response, retry, validity, held, kept, other);
    }
}
