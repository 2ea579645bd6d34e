package dev.convoke.cli.bench;

import java.util.Arrays;

/** Times in nanoseconds, sorted, to be asked for what share of them was at most how long. */
final class Percentiles {

    private final long[] sorted;

    /** Copies the times. */
    Percentiles(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** In milliseconds, by the nearest rank; {@code share} is 0.5 for the median. */
    double ms(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(rank, sorted.length - 1))] / 1e6;
    }
}
