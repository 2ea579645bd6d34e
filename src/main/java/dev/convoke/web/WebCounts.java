package dev.convoke.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came in over the web so far. Any thread. */
public final class WebCounts {

    private final LongAdder served = new LongAdder();
    private final LongAdder upgraded = new LongAdder();
    private final Map<WebRefusal, LongAdder> refused = new EnumMap<>(WebRefusal.class);

    WebCounts() {
        for (WebRefusal why : WebRefusal.values()) {
            refused.put(why, new LongAdder());
        }
    }

    void onServed() {
        served.increment();
    }

    void onUpgraded() {
        upgraded.increment();
    }

    void onRefused(WebRefusal why) {
        counter(why).increment();
    }

    private LongAdder counter(WebRefusal why) {
        return java.util.Objects.requireNonNull(refused.get(why), "every reason has its counter");
    }

    /** How many requests for the page and its files were answered. */
    public long served() {
        return served.sum();
    }

    /** How many WebSockets were opened. */
    public long upgraded() {
        return upgraded.sum();
    }

    /** How often that was refused. */
    public long refused(WebRefusal why) {
        return counter(why).sum();
    }
}
