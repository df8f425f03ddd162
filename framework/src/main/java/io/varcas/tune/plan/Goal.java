package io.varcas.tune.plan;

import java.util.Locale;

/** The aim of a plan. */
public enum Goal {
    /** The most output tokens a second. */
    THROUGHPUT("most output tokens a second"),
    /** The least latency, at no less than 99 % of the baseline's throughput. */
    LATENCY("least latency without giving up throughput"),
    /** The least accelerator memory, with throughput and latency within 1 % of the baseline's. */
    MEMORY("least reserved memory without giving up throughput or latency"),
    /** The greatest share of prompt tokens from the prefix cache, at no less than 99 % of the baseline's throughput. */
    CACHE("most prompt tokens from the prefix cache without giving up throughput"),
    /** The greatest product of the gains in throughput and latency, neither more than 1 % worse than the baseline's. */
    BALANCED("best product of throughput and latency, neither worse"),
    /** The most requests a second that meet every per-request objective. */
    GOODPUT("most requests a second within the objectives"),
    /** The least price of an output token. */
    COST("least price of an output token");

    /** Loss that a plan may predict in what it does not aim at: less than repeats of a run vary by. */
    static final double TOLERATED_LOSS = 0.01;

    private final String meaning;

    Goal(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the name in flags and results: {@code throughput}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the aim in words. */
    public String meaning() {
        return meaning;
    }

    /**
     * Returns by how much a forecast is better than that of the baseline, relative to it: 0.1 is a tenth more, or a tenth less of
     * what should be small.
     */
    double gain(Forecast forecast, Forecast baseline) {
        return switch (this) {
            case THROUGHPUT -> more(forecast.outputPerSecond(), baseline.outputPerSecond());
            case LATENCY -> less(forecast.latency(), baseline.latency());
            case MEMORY -> less(forecast.memoryGib(), baseline.memoryGib());
            case CACHE -> forecast.cachedShare() - baseline.cachedShare();
            case BALANCED -> balanced(forecast, baseline);
            case GOODPUT -> more(forecast.goodput(), baseline.goodput());
            case COST -> less(forecast.usdPerToken(), baseline.usdPerToken());
        };
    }

    /** Returns whether a forecast keeps what this goal must not give up. */
    boolean allows(Forecast forecast, Forecast baseline) {
        boolean throughput = more(forecast.outputPerSecond(), baseline.outputPerSecond()) >= -TOLERATED_LOSS;
        boolean latency = less(forecast.latency(), baseline.latency()) >= -TOLERATED_LOSS;
        return switch (this) {
            case THROUGHPUT, GOODPUT, COST -> true;
            case LATENCY, CACHE -> throughput;
            case MEMORY, BALANCED -> throughput && latency;
        };
    }

    private static double balanced(Forecast forecast, Forecast baseline) {
        double throughput = 1 + more(forecast.outputPerSecond(), baseline.outputPerSecond());
        double latency = 1 - less(forecast.latency(), baseline.latency());
        return latency <= 0 ? throughput : throughput / latency - 1;
    }

    private static double more(double value, double baseline) {
        return baseline > 0 ? value / baseline - 1 : value > 0 ? 1 : 0;
    }

    /** An infinite baseline is one that most requests never get through: anything finite gains all of it. */
    private static double less(double value, double baseline) {
        if (Double.isInfinite(baseline)) {
            return Double.isInfinite(value) ? 0 : 1;
        }
        return baseline > 0 ? 1 - value / baseline : 0;
    }
}
