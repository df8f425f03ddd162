package io.varcas.metric;

import io.varcas.annotation.Unit;
import io.varcas.text.NumberText;

/**
 * A unit in which reports and messages show a metric to people; data formats keep the metric's own. Rates are {@code req/s} or {@code tok/s}, long
 * latencies seconds, shares percent, costs dollars per million tokens or per 1,000 requests.
 *
 * @param factor factor from the metric's own unit to this one
 * @param currency sign before the number, such as {@code $}; empty for most
 * @param name name after the number, such as {@code req/s}; empty for a plain number
 * @param whole whether the values are counts, which have no decimals
 */
public record DisplayUnit(double factor, String currency, String name, boolean whole) {

    /** Milliseconds from which a latency is shown in seconds. */
    private static final double MILLIS_SHOWN = 10_000;

    private static final double MILLI = 1e-3;
    private static final double THOUSAND = 1e3;
    private static final double PERCENT = 100;

    /** Returns the unit of a metric, with latencies in milliseconds. */
    public static DisplayUnit of(Metric metric) {
        return of(metric, 0);
    }

    /**
     * Returns the unit of a metric that suits a value.
     *
     * @param value a typical value, in the metric's own unit
     */
    public static DisplayUnit of(Metric metric, double value) {
        return switch (metric) {
            case THROUGHPUT_OUTPUT, THROUGHPUT_TOTAL -> named("tok/s");
            case COST_PER_REQUEST -> new DisplayUnit(THOUSAND, "$", "per 1,000 requests", false);
            case COST_PER_1K_TOKENS -> new DisplayUnit(THOUSAND, "$", "per million tokens", false);
            case ACCURACY_SCORE -> named("");
            default -> of(metric.unit(), value);
        };
    }

    /** Returns the unit that suits the median of a distribution, or the value of a rate. */
    public static DisplayUnit of(MetricSummary summary) {
        Statistic typical = summary.metric().shape().isDistribution() ? Statistic.P50 : Statistic.VALUE;
        return of(summary.metric(), summary.get(typical).orElse(0));
    }

    private static DisplayUnit of(Unit unit, double value) {
        return switch (unit) {
            case MILLISECONDS ->
                Double.isFinite(value) && Math.abs(value) >= MILLIS_SHOWN
                        ? new DisplayUnit(MILLI, "", "s", false)
                        : named("ms");
            case PER_SECOND -> named("req/s");
            case RATIO -> new DisplayUnit(PERCENT, "", "%", false);
            case COUNT -> new DisplayUnit(1, "", "", true);
            default -> named(unit.symbol());
        };
    }

    private static DisplayUnit named(String name) {
        return new DisplayUnit(1, "", name, false);
    }

    /** Returns the unit for the head of a column: {@code ms}, {@code $ per million tokens}. */
    public String symbol() {
        return (currency + " " + name).strip();
    }

    /** Writes a value of the metric's own unit without its unit, for a column that names it. */
    public String number(double value) {
        double shown = value * factor;
        return whole ? NumberText.count(shown) : NumberText.brief(shown);
    }

    /** Writes a value of the metric's own unit with its unit: {@code 15.8 s}, {@code $0.68 per million tokens}. */
    public String quantity(double value) {
        return quantity(number(value), value);
    }

    /** Writes a value of the metric's own unit with its unit and four digits, for a message that has its bound beside it. */
    public String precise(double value) {
        return quantity(NumberText.plain(value * factor), value);
    }

    /** Writes a bound as its author wrote it, with its unit: {@code 500 ms}, {@code $0.5 per million tokens}. */
    public String bound(double value) {
        return quantity(NumberText.exact(value * factor), value);
    }

    private String quantity(String number, double value) {
        if (!Double.isFinite(value)) {
            return number;
        }
        String sign = number.startsWith("-") ? "-" : "";
        return (sign + currency + number.substring(sign.length()) + " " + name).strip();
    }
}
