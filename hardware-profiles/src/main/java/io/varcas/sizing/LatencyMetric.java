package io.varcas.sizing;

import java.util.Locale;

/** The latency that an objective limits; all latencies start at the intended arrival. */
public enum LatencyMetric {
    /** Time to the first token. */
    TTFT,
    /** Time per token after it. */
    TPOT,
    /** Time to the last token, of a request whose output has the mean length. */
    E2E;

    /** Returns the name as in metrics: {@code ttft}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
