package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.stats.EffectSize;
import io.varcas.stats.Interval;
import io.varcas.stats.MaxT;
import io.varcas.stats.Moments;
import io.varcas.stats.PermutationTest;
import io.varcas.stats.Power;
import io.varcas.stats.Relabellings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a test of a difference.
 *
 * @param changeInterval interval of the change, a share; infinite ends if these repeats cannot bound it; empty if there is no ratio
 * @param differenceInterval interval of the difference, in the metric's unit; empty if a value is infinite
 * @param pValue of the permutation test of this metric alone
 * @param adjustedP the same, corrected for all metrics of the trial
 * @param hedgesG difference in standard deviations, without small-sample bias; empty if a value is infinite
 * @param cliffsDelta share of pairs in which the candidate's value is larger, less the share in which it is smaller
 * @param noiseFloor spread of repeats of the same thing, as a share of the mean; both sides pooled; empty if the mean is 0
 * @param detectable smallest change, a share, that these repeats would have found; empty if the mean is 0 or a value infinite
 * @param possible largest change, a share, that these repeats leave possible: as observed and as much more as {@link CompareOptions#MISSED}
 *     allows, by Student's distribution; empty if the mean is 0 or a value infinite
 * @param repeatsNeeded repeats of each side that would find or exclude the smallest change worth knowing; empty if that cannot be said
 */
public record TestResult(
        Optional<Interval> changeInterval,
        Optional<Interval> differenceInterval,
        double pValue,
        double adjustedP,
        OptionalDouble hedgesG,
        double cliffsDelta,
        OptionalDouble noiseFloor,
        OptionalDouble detectable,
        OptionalDouble possible,
        Optional<Integer> repeatsNeeded) {

    /** Tests metrics together; returns what was found for each, in their order. */
    static List<TestResult> of(List<Sample> samples, Samples repeats, CompareOptions options) {
        if (samples.isEmpty()) {
            return List.of();
        }
        Relabellings relabellings = Relabellings.of(
                repeats.design(), repeats.baseline().size(), repeats.candidate().size(), options.seed());
        double[] adjusted = new MaxT(relabellings)
                .adjusted(
                        repeats.design(),
                        samples.stream().map(Sample::first).toList(),
                        samples.stream().map(Sample::second).toList());
        PermutationTest test = new PermutationTest(relabellings);
        List<TestResult> found = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            found.add(
                    samples.get(i).isFinite()
                            ? ofMeans(samples.get(i), test, adjusted[i], repeats, options)
                            : ofRanks(samples.get(i), test, adjusted[i]));
        }
        return found;
    }

    private static TestResult ofMeans(
            Sample sample, PermutationTest test, double adjustedP, Samples repeats, CompareOptions options) {
        double[] first = sample.first();
        double[] second = sample.second();
        double confidence = options.confidence();
        Optional<Interval> change = sample.hasRatio()
                ? Optional.of(test.ratio(first, second, confidence))
                        .map(ratio -> new Interval(ratio.low() - 1, ratio.high() - 1, confidence))
                : Optional.empty();
        double mean = Math.abs(Moments.of(first).mean());
        double sd = sample.sd(repeats.design());
        Power power = new Power(repeats.design(), options.alpha(), options.power());
        Power sure = new Power(repeats.design(), options.alpha(), 1 - CompareOptions.MISSED);
        double difference =
                Math.abs(Moments.of(second).mean() - Moments.of(first).mean());
        return new TestResult(
                change,
                Optional.of(test.difference(first, second, confidence)),
                test.pValue(first, second),
                adjustedP,
                OptionalDouble.of(EffectSize.hedgesG(first, second)),
                EffectSize.cliffsDelta(first, second),
                sample.noiseFloor(),
                mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(power.detectable(sd, repeats.count()) / mean),
                mean == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((difference + sure.reach(sd, repeats.count())) / mean),
                mean == 0 ? Optional.empty() : repeatsFor(sure, options.effect() * mean, sd));
    }

    /** Infinite values have no mean, but an order. */
    private static TestResult ofRanks(Sample sample, PermutationTest test, double adjustedP) {
        return new TestResult(
                Optional.empty(),
                Optional.empty(),
                test.pValue(sample.first(), sample.second()),
                adjustedP,
                OptionalDouble.empty(),
                EffectSize.cliffsDelta(sample.first(), sample.second()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    private static Optional<Integer> repeatsFor(Power power, double difference, double sd) {
        try {
            return Optional.of(power.repeatsFor(difference, sd));
        } catch (IllegalArgumentException tooMany) {
            return Optional.empty();
        }
    }
}
