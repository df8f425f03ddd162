package io.varcas.sizing.demand;

import java.util.Locale;

/** The quantiles that objectives are stated at. */
public enum Quantile {
    /** The median. */
    P50(0.50),
    /** One in twenty is slower. */
    P95(0.95),
    /** One in a hundred is slower. */
    P99(0.99);

    private final double level;

    Quantile(double level) {
        this.level = level;
    }

    /** Returns the share of requests that are faster. */
    public double level() {
        return level;
    }

    /** Returns the name as in metrics: {@code p95}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
