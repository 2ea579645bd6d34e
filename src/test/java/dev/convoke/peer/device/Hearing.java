package dev.convoke.peer.device;

import java.time.Duration;

/** What tests expect of a device's ears. */
public final class Hearing {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Hearing() {}

    /** Fails unless the device hears, or has heard, a line with that in it; answers the line. */
    public static String hears(SimulatedDevice device, String part) {
        return device.await(line -> line.contains(part), PATIENCE)
                .orElseThrow(() -> new AssertionError("not heard: " + part + "; heard " + device.heard()));
    }
}
