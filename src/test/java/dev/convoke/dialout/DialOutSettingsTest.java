package dev.convoke.dialout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialOutSettingsTest {

    @Test
    void pausesThatDoubleToHoursAreRefused() {
        assertThat(new DialOutSettings.Redial(4, Duration.ofMinutes(1)).attempts())
                .isEqualTo(4);
        assertThatThrownBy(() -> new DialOutSettings.Redial(10, Duration.ofMinutes(1)))
                .hasMessage(
                        "delay: 60000ms (expected: at most 1174ms, because the pauses between 10 attempts double and may"
                                + " last 10m together)");
    }
}
