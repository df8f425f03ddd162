package io.varcas.sizing.demand;

import java.util.Locale;

/** The latency that an objective limits; all latencies start at the intended arrival. */
public enum LatencyMetric {
    /** Time to the first token. */
    TTFT,
    /** Time per token after it. */
    TPOT,
    /** Time to the last token, over requests of all lengths. */
    E2E;

    /** Returns the name as in metrics: {@code ttft}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
