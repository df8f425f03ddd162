package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two sides compared: what differs beyond chance, and what these repeats could not have shown.
 *
 * <p>Tests and intervals are permutations of repeats (see {@link io.varcas.stats.PermutationTest}): never of a percentile's own
 * requests, which are not independent. All metrics of a trial are corrected together, so that identical sides are called different in any of them with a chance of {@code 1 - confidence}.
 *
 * @param sides the sides with their runs, the baseline first
 * @param options how they were compared
 * @param trials trials that both sides have
 * @param warnings what concerns no single trial
 */
public record Comparison(
        List<Side> sides, CompareOptions options, List<TrialComparison> trials, List<Warning> warnings) {

    /** Copies the lists. */
    public Comparison {
        sides = List.copyOf(sides);
        trials = List.copyOf(trials);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compares.
     *
     * @param baseline what is compared against
     * @param candidate what is compared
     * @param options how
     */
    public static Comparison of(Side baseline, Side candidate, CompareOptions options) {
        TrialMatch.Matches matches = TrialMatch.of(baseline, candidate, options);
        return new Comparison(
                List.of(baseline, candidate),
                options,
                matches.matches().stream().map(match -> compare(match, options)).toList(),
                matches.warnings());
    }

    /** Returns the name of the first side. */
    public String baseline() {
        return sides.get(0).name();
    }

    /** Returns the name of the second side. */
    public String candidate() {
        return sides.get(1).name();
    }

    /** Sums up the trials as {@link TrialComparison#verdict} does the metrics. */
    public ChangeVerdict verdict() {
        boolean unsettled =
                trials.stream().anyMatch(trial -> trial.unsettled().findAny().isPresent());
        boolean undecided =
                trials.stream().anyMatch(trial -> trial.undecided().findAny().isPresent());
        return Stream.of(ChangeVerdict.WORSE, ChangeVerdict.BETTER, ChangeVerdict.NO_DIFFERENCE_SHOWN)
                .filter(verdict -> trials.stream().anyMatch(trial -> trial.verdict() == verdict))
                .filter(verdict -> verdict == ChangeVerdict.WORSE || !undecided)
                .filter(verdict -> verdict != ChangeVerdict.NO_DIFFERENCE_SHOWN || !unsettled)
                .findFirst()
                .orElse(ChangeVerdict.INCONCLUSIVE);
    }

    private static TrialComparison compare(TrialMatch match, CompareOptions options) {
        Samples repeats = Samples.of(match, options);
        SurvivorshipBias survivorship = SurvivorshipBias.of(match);
        MetricComparator judge = new MetricComparator(repeats, survivorship, options);
        IdentityCheck identity = new IdentityCheck(match, options);
        List<Warning> warnings = new ArrayList<>(match.warnings());
        warnings.addAll(identity.warnings());
        warnings.addAll(new LoadCheck(match).warnings());
        OriginCheck.warning(match).ifPresent(warnings::add);
        WarmCache.warning(match).ifPresent(warnings::add);
        survivorship.warning().ifPresent(warnings::add);
        partialNoise(repeats).ifPresent(warnings::add);
        AccuracyMatch accuracy = AccuracyMatch.of(match, options.margin());
        warnings.addAll(accuracy.warnings());
        List<TrialResult> both = Stream.concat(match.baseline().stream(), match.candidate().stream())
                .map(TrialOfRun::trial)
                .toList();
        return new TrialComparison(
                match.name(),
                repeats.unit(),
                repeats.design(),
                repeats.baseline().size(),
                repeats.candidate().size(),
                SameRequests.of(match),
                identity.differences(),
                both.stream().allMatch(trial -> trial.users().isEmpty()),
                MetricSelection.bounded(both.stream()),
                judge.judge(MetricSelection.tested(options, both)),
                judge.show(MetricSelection.shown(options)),
                latencies(match),
                accuracy.comparison(),
                warnings);
    }

    private static List<TrialComparison.LatencyRepeats> latencies(TrialMatch match) {
        return MetricSelection.FELT.stream()
                .map(metric -> new TrialComparison.LatencyRepeats(
                        metric, percentiles(metric, match.baseline()), percentiles(metric, match.candidate())))
                .filter(latency ->
                        !latency.baseline().isEmpty() && !latency.candidate().isEmpty())
                .toList();
    }

    private static List<Map<Statistic, Double>> percentiles(Metric metric, List<TrialOfRun> trials) {
        return trials.stream()
                .flatMap(trial -> trial.trial().metrics().find(new MetricKey(metric, false, Statistic.P50)).stream())
                .map(summary -> {
                    Map<Statistic, Double> percentiles = new EnumMap<>(Statistic.class);
                    summary.statistics().forEach((statistic, value) -> {
                        if (statistic.quantile().isPresent() && summary.supports(statistic)) {
                            percentiles.put(statistic, value);
                        }
                    });
                    return percentiles;
                })
                .filter(percentiles -> !percentiles.isEmpty())
                .toList();
    }

    private static Optional<Warning> partialNoise(Samples repeats) {
        return repeats.unit() == RepeatUnit.RUNS
                ? Optional.empty()
                : Optional.of(new Warning(
                        Warning.Kind.NOISE_IS_PARTIAL,
                        "repeats are " + repeats.unit().label() + " of one run: their spread does not include "
                                + repeats.unit().misses()));
    }
}
