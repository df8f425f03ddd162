package io.varcas.compare;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.compare.match.Side;
import io.varcas.compare.match.Warning.Kind;
import io.varcas.metric.MetricKey;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The rule by which a candidate is accepted: it meets its objectives, is not worse, and is better by a required margin
 * if one is set.
 *
 * @param gains improvements that must be shown
 * @param toleratedLoss loss, as a share, up to which a metric may be worse
 */
public record AcceptanceRule(List<Gain> gains, double toleratedLoss) {

    /** Meets its objectives, and no metric is worse. */
    public static final AcceptanceRule NOT_WORSE = new AcceptanceRule(List.of(), 0);

    /**
     * An improvement that must be shown.
     *
     * @param key the metric
     * @param share least improvement, as a share of the baseline's mean; more for a metric where more is better, less where less is
     */
    public record Gain(MetricKey key, double share) {

        /**
         * Reads {@code throughput.output=10%}.
         *
         * @throws IllegalArgumentException if it is not a metric and a percentage
         */
        public static Gain parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || !text.endsWith("%")) {
                throw new IllegalArgumentException(
                        "gain \"" + text + "\" must be a metric and a percentage, as in throughput.output=10%");
            }
            MetricKey key = MetricKey.parse(text.substring(0, equals));
            return new Gain(key, Percentage.parse(text.substring(equals + 1)));
        }
    }

    /** Copies the list. */
    public AcceptanceRule {
        gains = List.copyOf(gains);
        if (!(toleratedLoss >= 0)) {
            throw new IllegalArgumentException("tolerated loss is " + toleratedLoss + "; it must be at least 0");
        }
    }

    /**
     * Decides.
     *
     * @param comparison what was compared
     * @param candidate runs of the candidate, for their objectives
     */
    public Decision decide(Comparison comparison, Side candidate) {
        List<String> against = new ArrayList<>();
        List<String> open = new ArrayList<>();
        ObjectiveTally objectives = new ObjectiveTally(candidate.runs());
        objectives.broken().forEach(against::add);
        objectives.open().forEach(open::add);
        comparison.warnings().stream()
                .filter(warning -> warning.kind() == Kind.UNMATCHED)
                .forEach(warning -> open.add(warning.sentence()));
        for (TrialComparison trial : comparison.trials()) {
            losses(trial, against);
            trial.accuracy().ifPresent(change -> accuracy(trial.name(), change, against, open));
            gains.forEach(gain -> gain(gain, trial, against, open));
            trial.unsettled()
                    .forEach(metric -> open.add(trial.name() + ": " + metric.key() + " may differ" + change(metric)));
            trial.undecided()
                    .filter(metric -> !metric.isUnsettled())
                    .forEach(metric -> open.add(trial.name() + ": " + metric.key()
                            + " has an objective, and whether it differs is undecided: " + metric.reason()));
            repeats(trial).ifPresent(open::add);
            if (trial.bounded().isEmpty()) {
                trial.untoldLatencies()
                        .forEach(metric -> open.add(
                                trial.name() + ": these repeats do not tell whether " + metric.label() + " differs"));
            }
            if (trial.verdict() == ChangeVerdict.INCONCLUSIVE
                    && trial.untoldLatencies().isEmpty()
                    && Stream.concat(trial.unsettled(), trial.undecided())
                            .findAny()
                            .isEmpty()) {
                open.add(trial.name() + ": no metric shows whether they differ");
            }
        }
        if (comparison.trials().isEmpty()) {
            open.add("the sides have no trial in common");
        }
        return Decision.of(against, open);
    }

    /** Returns how many repeats would decide a trial that is undecided for their number. */
    private static Optional<String> repeats(TrialComparison trial) {
        OptionalInt needed = trial.repeatsNeeded();
        int there = Math.min(trial.baselineRepeats(), trial.candidateRepeats());
        boolean few = trial.verdict() == ChangeVerdict.INCONCLUSIVE && needed.isPresent() && needed.getAsInt() > there;
        return few
                ? Optional.of(trial.name() + ": run " + needed.getAsInt() + " repeats a side to decide")
                : Optional.empty();
    }

    private void losses(TrialComparison trial, List<String> against) {
        trial.having(ChangeVerdict.WORSE)
                .filter(metric ->
                        metric.improvement().isEmpty() || -metric.improvement().getAsDouble() > toleratedLoss)
                .forEach(metric -> against.add(trial.name() + ": " + metric.key() + " is worse" + change(metric)));
    }

    private static void accuracy(String trial, AccuracyComparison change, List<String> against, List<String> open) {
        String sentence = trial + ": accuracy: " + change.summary();
        switch (change.verdict()) {
            case FAIL -> against.add(sentence);
            case INCONCLUSIVE -> open.add(sentence);
            case PASS -> {}
        }
    }

    private static void gain(Gain gain, TrialComparison trial, List<String> against, List<String> open) {
        Optional<MetricComparison> metric = trial.metrics().stream()
                .filter(candidate -> candidate.key().equals(gain.key()))
                .findFirst();
        Optional<Interval> shown = metric.flatMap(MetricComparison::improvementInterval);
        String wanted = trial.name() + ": " + gain.key() + " must improve by " + Percentage.format(gain.share());
        if (shown.isEmpty()) {
            open.add(wanted + metric.map(found -> "; " + found.reason()).orElse("; it was not compared"));
        } else if (shown.get().high() < gain.share()) {
            against.add(wanted + "; it improved by at most "
                    + Percentage.format(shown.get().high()));
        } else if (shown.get().low() < gain.share()) {
            open.add(wanted + "; shown is " + Percentage.format(shown.get().low()) + " to "
                    + Percentage.format(shown.get().high()));
        }
    }

    private static String change(MetricComparison metric) {
        return metric.change().isPresent()
                ? String.format(
                        Locale.ROOT, " (%+.1f %%)", 100 * metric.change().getAsDouble())
                : "";
    }
}
