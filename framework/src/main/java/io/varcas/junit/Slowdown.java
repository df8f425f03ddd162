package io.varcas.junit;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.Percentage;
import io.varcas.compare.TestResult;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.match.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reason why a run cannot be shown to be no slower than another: it is slower, or the repeats cannot decide. */
final class Slowdown {

    private Slowdown() {}

    /** Returns the reasons, many lines; empty if there are none. */
    static Optional<String> explain(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        comparison.trials().forEach(trial -> lines.addAll(of(trial, comparison)));
        if (comparison.trials().isEmpty()) {
            lines.add("the runs have no trial in common");
        }
        warnings(comparison)
                .filter(Slowdown::isUnmatched)
                .forEach(warning -> lines.add("not compared: " + warning.sentence()));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        warnings(comparison)
                .filter(warning -> !isUnmatched(warning))
                .forEach(warning -> lines.add("note: " + warning.sentence()));
        lines.add(
                0,
                comparison.candidate()
                        + (comparison.verdict() == ChangeVerdict.WORSE
                                ? " is slower than "
                                : " cannot be shown not to be slower than ")
                        + comparison.baseline());
        return Optional.of(String.join(System.lineSeparator() + "  ", lines));
    }

    private static List<String> of(TrialComparison trial, Comparison comparison) {
        String name = trial.name() + ": ";
        List<String> worse = trial.having(ChangeVerdict.WORSE)
                .map(metric -> name + worse(metric))
                .toList();
        if (!worse.isEmpty()) {
            return worse;
        }
        List<MetricComparison> open = trial.having(ChangeVerdict.INCONCLUSIVE).toList();
        boolean everyMetricMatters = !comparison.options().metrics().isEmpty();
        boolean tells = everyMetricMatters
                ? open.isEmpty()
                : tellsOfTime(trial) && trial.unsettled().findAny().isEmpty();
        return tells
                ? List.of()
                : open.stream()
                        .map(metric -> name + metric.key() + " is inconclusive: " + metric.reason())
                        .toList();
    }

    /**
     * Returns whether at least of one time that users wait it is known that it is no longer: that nothing failed on
     * either side says nothing.
     */
    private static boolean tellsOfTime(TrialComparison trial) {
        return Stream.of(ChangeVerdict.BETTER, ChangeVerdict.NO_DIFFERENCE_SHOWN)
                .flatMap(trial::having)
                .anyMatch(metric -> metric.key().metric().countsFailures());
    }

    private static String worse(MetricComparison metric) {
        return metric.key() + " went from "
                + VerdictLine.quantity(
                        metric.key().metric(), metric.baseline().mean().orElse(Double.NaN))
                + " to "
                + VerdictLine.quantity(
                        metric.key().metric(), metric.candidate().mean().orElse(Double.NaN))
                + (metric.change().isPresent() ? " (" + signed(metric.change().getAsDouble()) + ")" : "")
                + metric.evidence()
                        .flatMap(TestResult::changeInterval)
                        .map(interval -> ", likely from " + signed(interval.low()) + " to " + signed(interval.high()))
                        .orElse("");
    }

    private static String signed(double share) {
        return (share > 0 ? "+" : "") + Percentage.format(share);
    }

    private static boolean isUnmatched(Warning warning) {
        return warning.kind() == Warning.Kind.UNMATCHED;
    }

    private static Stream<Warning> warnings(Comparison comparison) {
        return Stream.concat(
                comparison.warnings().stream(),
                comparison.trials().stream().flatMap(trial -> trial.warnings().stream()));
    }
}
