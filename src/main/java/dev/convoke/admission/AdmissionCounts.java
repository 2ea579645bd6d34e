package dev.convoke.admission;

import dev.convoke.terms.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What was counted since the start: how often each reason was given, by SMS or at the door, and what became of the texts. Any
 * thread.
 */
public final class AdmissionCounts {

    private final Map<RefusalReason, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    /** All at zero. */
    public AdmissionCounts() {}

    /** Counts a refusal, whether or not the sender is told. */
    public void refused(RefusalReason reason) {
        refusals.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    /** The label is one of a few constants, never a stranger's text. */
    public void settled(String outcome) {
        outcomes.computeIfAbsent(outcome, first -> new LongAdder()).increment();
    }

    /** How often each reason was given; every reason is there. */
    public Map<RefusalReason, Long> refusals() {
        Map<RefusalReason, Long> sums = new EnumMap<>(RefusalReason.class);
        for (RefusalReason reason : RefusalReason.values()) {
            sums.put(reason, sum(refusals.get(reason)));
        }
        return sums;
    }

    /** How many texts ended with each label, such as {@code in-room} or {@code not-for-us}; labels that never were are missing. */
    public Map<String, Long> outcomes() {
        Map<String, Long> sums = new TreeMap<>();
        outcomes.forEach((label, adder) -> sums.put(label, adder.sum()));
        return sums;
    }

    private static long sum(@Nullable LongAdder adder) {
        return adder == null ? 0 : adder.sum();
    }
}
