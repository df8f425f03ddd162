package io.varcas.annotation;

/** Unit of a metric or of a bound on one. */
public enum Unit {
    /** The unit of the metric itself. */
    OWN("", 0, ""),
    /** Microseconds. */
    MICROSECONDS("us", 1e-3, "ms"),
    /** Milliseconds: the unit of every latency in reports and results. */
    MILLISECONDS("ms", 1, "ms"),
    /** Seconds. */
    SECONDS("s", 1e3, "ms"),
    /** Milliseconds per output token. */
    MILLISECONDS_PER_TOKEN("ms/token", 1, "ms/token"),
    /** Per second. */
    PER_SECOND("1/s", 1, "1/s"),
    /** Per minute. */
    PER_MINUTE("1/min", 1.0 / 60, "1/s"),
    /** Tokens. */
    TOKENS("tokens", 1, "tokens"),
    /** A plain number. */
    COUNT("", 1, ""),
    /** Requests. */
    REQUESTS("requests", 1, ""),
    /** Share from 0 to 1. */
    RATIO("ratio", 1, "ratio"),
    /** Share from 0 to 100. */
    PERCENT("%", 0.01, "ratio"),
    /** US dollars. */
    USD("USD", 1, "USD"),
    /** Joules. */
    JOULES("J", 1, "J"),
    /** Joules per output token. */
    JOULES_PER_TOKEN("J/token", 1, "J/token");

    private final String symbol;
    private final double factor;
    private final String base;

    Unit(String symbol, double factor, String base) {
        this.symbol = symbol;
        this.factor = factor;
        this.base = base;
    }

    /** Symbol in tables and results; empty for a plain number. */
    public String symbol() {
        return symbol;
    }

    /**
     * Returns whether a bound in this unit can be compared with a metric in {@code own}.
     *
     * @param own unit of the metric, not {@link #OWN}
     */
    public boolean fits(Unit own) {
        return this == OWN || base.equals(own.base) || (own == MILLISECONDS_PER_TOKEN && base.equals("ms"));
    }

    /**
     * Converts a value in this unit to {@code own}.
     *
     * @param value number in this unit
     * @param own unit of the metric, not {@link #OWN}
     * @throws IllegalArgumentException if the units measure different things
     */
    public double to(Unit own, double value) {
        if (!fits(own)) {
            throw new IllegalArgumentException("a bound in " + this + " does not fit a metric in " + own);
        }
        return this == OWN ? value : value * factor / own.factor;
    }
}
