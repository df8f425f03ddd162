package io.varcas.compare;

import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two sides compared: what differs beyond chance, and what these repeats could not have shown.
 *
 * <p>Tests and intervals are permutations of repeats (see {@link io.varcas.stats.PermutationTest}): never of a percentile's own
 * requests, which are not independent. All metrics of a trial are corrected together, so that identical sides are called different in any of them with a chance of {@code 1 - confidence}.
 *
 * @param baseline name of the first side
 * @param candidate name of the second
 * @param options how they were compared
 * @param trials trials that both sides have
 * @param warnings what concerns no single trial
 */
public record Comparison(
        String baseline,
        String candidate,
        CompareOptions options,
        List<TrialComparison> trials,
        List<Warning> warnings) {

    /** Copies the lists. */
    public Comparison {
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
                baseline.name(),
                candidate.name(),
                options,
                matches.matches().stream().map(match -> compare(match, options)).toList(),
                matches.warnings());
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
                warnings);
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
