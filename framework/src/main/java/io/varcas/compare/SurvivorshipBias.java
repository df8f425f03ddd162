package io.varcas.compare;

import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The number of due requests that completed. Numbers of the finished ones alone are numbers of the lucky: under
 * overload the short and early ones finish, and a server that finishes fewer of them looks faster.
 *
 * @param baseline share of requests completed on the first side; empty if nobody counted
 * @param candidate share of requests completed on the second
 */
record SurvivorshipBias(Optional<Double> baseline, Optional<Double> candidate) {

    /** Share of requests that may be missing before numbers of the others mislead: a twentieth, as much as p95 leaves out. */
    private static final double TOLERATED = 0.05;

    static SurvivorshipBias of(TrialMatch match) {
        return new SurvivorshipBias(completed(match.baseline()), completed(match.candidate()));
    }

    /** Returns whether a number is made from finished requests alone, and many are not. */
    boolean taints(MetricKey key, Values left, Values right) {
        return isHeavy() && (isOfTheFinished(key) || isImported(left) || isImported(right)) && isMadeOfRequests(key);
    }

    String reason() {
        return "made of the finished requests alone: " + sentence();
    }

    Optional<Warning> warning() {
        return isHeavy()
                ? Optional.of(
                        new Warning(
                                Warning.Kind.SURVIVORSHIP,
                                sentence()
                                        + "; means, .ok percentiles and imported numbers are those of the finished, and are not compared"))
                : Optional.empty();
    }

    private String sentence() {
        return "finished are " + percent(baseline) + " of the baseline's requests and " + percent(candidate)
                + " of the candidate's";
    }

    private boolean isHeavy() {
        return isHeavy(baseline) || isHeavy(candidate);
    }

    private static boolean isHeavy(Optional<Double> completed) {
        return completed.isPresent() && completed.get() < 1 - TOLERATED;
    }

    /** Native percentiles count what never came as infinite; these do not. */
    private static boolean isOfTheFinished(MetricKey key) {
        return key.ok() || key.statistic() == Statistic.MEAN || key.statistic() == Statistic.SD;
    }

    private static boolean isImported(Values values) {
        return values.origin().equals(Optional.of(Origin.IMPORTED));
    }

    /** Returns whether the number says how requests fared, rather than how many there were. */
    private static boolean isMadeOfRequests(MetricKey key) {
        Metric metric = key.metric();
        return metric.countsFailures()
                || metric == Metric.TOKENS_OUTPUT
                || metric == Metric.THROUGHPUT_OUTPUT
                || metric == Metric.THROUGHPUT_TOTAL;
    }

    private static Optional<Double> completed(List<TrialOfRun> trials) {
        long due = 0;
        long completed = 0;
        for (TrialOfRun each : trials) {
            for (Map.Entry<Outcome, Long> outcome : each.trial().outcomes().entrySet()) {
                due += outcome.getValue();
                completed += outcome.getKey() == Outcome.COMPLETED ? outcome.getValue() : 0;
            }
        }
        return due == 0 ? Optional.empty() : Optional.of((double) completed / due);
    }

    private static String percent(Optional<Double> share) {
        return share.map(Percentage::format).orElse("an unknown share");
    }
}
