package dev.convoke;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.Extension;

/**
 * Has tests look for what they await fifty times a second, and at once. Awaitility's own pace, ten times a second after a
 * tenth of a second, would be what many tests take most of their time for.
 *
 * <p>Holds for every class: this is found as a service.
 */
public final class QuickAwaiting implements Extension {

    /** Sets the pace. */
    public QuickAwaiting() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
