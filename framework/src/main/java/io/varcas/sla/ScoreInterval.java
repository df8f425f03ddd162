package io.varcas.sla;

import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * The interval of an accuracy score against a bound. The score holds a bound if its whole interval does; a score whose interval contains
 * the bound is undecided. No interval can lie beyond the best or the worst score, so that a bound of 1 or 0 is decided by the value.
 *
 * @param interval interval of the score
 * @param value the score, 0 to 1
 * @param bound the bound, above 0 and below 1
 * @param atLeast whether the score must reach the bound, not stay below it
 * @param n graded outputs
 */
record ScoreInterval(Interval interval, double value, double bound, boolean atLeast, long n) {

    private static final String SCORES = "accuracy.";

    /** Returns the interval of a score; empty if the objective bounds no score, or a result without an interval. */
    static Optional<ScoreInterval> of(Objective objective, MetricSummary found) {
        double bound = objective.bound();
        if (!found.metric().label().startsWith(SCORES) || bound <= 0 || bound >= 1) {
            return Optional.empty();
        }
        Statistic statistic = objective.subject().key().statistic();
        return found.interval(statistic)
                .map(interval -> new ScoreInterval(
                        interval,
                        found.get(statistic).orElseThrow(),
                        bound,
                        objective.direction() == Objective.Direction.AT_LEAST,
                        found.n()));
    }

    Verdict.Status status() {
        if (atLeast ? interval.low() >= bound : interval.high() <= bound) {
            return Verdict.Status.MET;
        }
        return (atLeast ? interval.high() < bound : interval.low() > bound)
                ? Verdict.Status.BROKEN
                : Verdict.Status.UNDECIDED;
    }

    /** Returns why the bound is undecided. The width of an interval falls with the square root of the sample. */
    String describe() {
        String range = String.format(
                Locale.ROOT, "the interval of %.4f to %.4f contains the bound", interval.low(), interval.high());
        double distance = Math.abs(value - bound);
        double reach = value > bound ? value - interval.low() : interval.high() - value;
        double needed = n * Math.pow(reach / distance, 2);
        return needed < Integer.MAX_VALUE
                ? range + "; grade about " + Math.round(needed) + " outputs"
                : range + "; the score is too near to decide";
    }
}
