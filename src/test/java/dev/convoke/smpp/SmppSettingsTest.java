package dev.convoke.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.config.Secret;
import dev.convoke.peer.smsc.SmscControl;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.smpp.Encoding.LongTexts;
import dev.convoke.smpp.Encoding.PortBy;
import dev.convoke.sms.Alphabet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SmppSettingsTest {

    @Test
    void theDefaultsAreWhatTheConfigurationSays() {
        LinkSettings link = LinkSettings.of("main", "smsc.example", 2775, LinkBench.LOGIN);

        assertThat(link.bind()).isEqualTo(BindKind.TRANSCEIVER);
        assertThat(link.endpoint().tls().enabled()).isFalse();
        assertThat(link.window()).isEqualTo(50);
        assertThat(link.encoding())
                .isEqualTo(new Encoding(Alphabet.GSM7, Optional.empty(), 10, LongTexts.PARTS, PortBy.HEADER));
        assertThat(link.submit()).isEqualTo(new Submit(0, true, List.of()));
        assertThat(link.timers())
                .isEqualTo(new LinkTimers(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60)));
        assertThat(SmscSettings.defaults().port()).isEqualTo(2775);
        assertThat(SmscControl.DEFAULT_PORT).isEqualTo(8775);
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        refused("window", () -> LinkSettings.of("a", "h", 1, LinkBench.LOGIN).withWindow(0));
        refused("default-alphabet", () -> new Encoding(Alphabet.UCS2, Optional.empty(), 10));
        refused("region", () -> new Encoding(Alphabet.GSM7, Optional.of("gb"), 10));
        refused("prefixes", () -> Submit.defaults().toNumbersWith("44"));
        refused("prefixes", () -> Submit.defaults().toNumbersWith("+44", "+"));
        refused("max-parts", () -> new Encoding(Alphabet.GSM7, Optional.empty(), 256));
        refused("system-id", () -> new Login("a".repeat(16), Secret.of(""), ""));
        refused("system-type", () -> new Login("a", Secret.of(""), "a".repeat(13)));
        refused("port", () -> LinkSettings.of("a", "h", 0, LinkBench.LOGIN));
        refused("host", () -> LinkSettings.of("a", " ", 1, LinkBench.LOGIN));
        refused("name", () -> LinkSettings.of("a b", "h", 1, LinkBench.LOGIN));
        LinkSettings link = LinkSettings.of("a", "h", 1, LinkBench.LOGIN);
        refused("links", () -> new SmppSettings(List.of(link, link)));
    }

    @Test
    void aTextMustBeStoredBeforeTheMessageCentreLosesPatience() {
        Duration second = Duration.ofSeconds(1);

        refused("accept-timeout", () -> new LinkTimers(second, second, second, second, second, second));
    }

    @Test
    void aPasswordIsNeverShown() {
        assertThatThrownBy(() -> new Login("a", Secret.of("much-too-long"), ""))
                .hasMessageContaining("password")
                .hasMessageNotContaining("much");
        assertThat(LinkSettings.of("a", "h", 1, LinkBench.LOGIN).toString())
                .contains("[redacted]")
                .doesNotContain("sesame");
    }

    private static void refused(String key, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(key);
    }
}
