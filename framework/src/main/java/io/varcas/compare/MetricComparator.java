package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.stats.Design;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gives the verdict on each metric of one trial: tests together what can be tested, and says why of the rest. */
final class MetricComparator {

    private final Samples repeats;
    private final SurvivorshipBias survivorship;
    private final CompareOptions options;
    private final int enough;

    MetricComparator(Samples repeats, SurvivorshipBias survivorship, CompareOptions options) {
        this.repeats = repeats;
        this.survivorship = survivorship;
        this.options = options;
        this.enough = Design.UNPAIRED.fewestRepeats(options.alpha());
    }

    /** Compares metrics that have a better side. */
    List<MetricComparison> judge(List<MetricKey> keys) {
        List<Sample> samples = keys.stream().map(this::sample).toList();
        List<Sample> testable =
                samples.stream().filter(sample -> obstacle(sample).isEmpty()).toList();
        List<TestResult> evidence = TestResult.of(testable, repeats, options);
        Map<Sample, MetricComparison> judged = new HashMap<>();
        for (int i = 0; i < evidence.size(); i++) {
            judged.put(testable.get(i), judged(testable.get(i), evidence.get(i)));
        }
        return samples.stream()
                .map(sample -> judged.computeIfAbsent(sample, this::untested))
                .toList();
    }

    /** Lays metrics side by side that are only shown. */
    List<MetricComparison> show(List<MetricKey> keys) {
        return keys.stream()
                .map(key -> comparison(sample(key), Optional.empty(), Optional.empty(), ""))
                .toList();
    }

    private Sample sample(MetricKey key) {
        return new Sample(key, Values.of(repeats.baseline(), key), Values.of(repeats.candidate(), key));
    }

    /** Why a metric cannot be tested. */
    private Optional<String> obstacle(Sample sample) {
        if (repeats.count() == 0) {
            return Optional.of("no usable repeats on one side");
        }
        if (!sample.isComplete()) {
            int there = sample.baseline().values().size()
                    + sample.candidate().values().size();
            int all = sample.baseline().repeats() + sample.candidate().repeats();
            return Optional.of(
                    there == 0 ? "not measured" : "not measured in " + (all - there) + " of " + all + " repeats");
        }
        if (isTainted(sample)) {
            return Optional.of(survivorship.reason());
        }
        if (repeats.count() == 1) {
            return Optional.of("one run each");
        }
        if (repeats.count() < enough) {
            return Optional.of(repeats.count() + " repeats a side; a difference can be shown from " + enough + " on");
        }
        return sample.isSupported() ? Optional.empty() : Optional.of("n too small in each repeat");
    }

    private boolean isTainted(Sample sample) {
        return survivorship.taints(sample.key(), sample.baseline(), sample.candidate());
    }

    private MetricComparison untested(Sample sample) {
        return comparison(
                sample,
                Optional.empty(),
                Optional.of(ChangeVerdict.INCONCLUSIVE),
                obstacle(sample).orElseThrow());
    }

    private MetricComparison judged(Sample sample, TestResult evidence) {
        if (evidence.adjustedP() <= options.alpha()) {
            return comparison(sample, Optional.of(evidence), Optional.of(direction(sample, evidence)), "");
        }
        MetricComparison unshown =
                comparison(sample, Optional.of(evidence), Optional.of(ChangeVerdict.NO_DIFFERENCE_SHOWN), "");
        if (evidence.pValue() <= options.alpha() && isWorthKnowing(unshown)) {
            return inconclusive(
                    sample,
                    evidence,
                    "significant alone, but not after correction for all metrics; run more repeats to decide");
        }
        return evidence.possible().orElse(0) <= options.effect()
                ? unshown
                : inconclusive(sample, evidence, missed(evidence));
    }

    private boolean isWorthKnowing(MetricComparison metric) {
        return Math.abs(metric.change().orElse(Double.POSITIVE_INFINITY)) >= options.effect();
    }

    private MetricComparison inconclusive(Sample sample, TestResult evidence, String why) {
        return comparison(sample, Optional.of(evidence), Optional.of(ChangeVerdict.INCONCLUSIVE), why);
    }

    private String missed(TestResult evidence) {
        String seen =
                "a change of up to " + Percentage.format(evidence.possible().orElseThrow()) + " is possible";
        return evidence.repeatsNeeded()
                .filter(needed -> needed > repeats.count())
                .map(needed ->
                        seen + "; " + Percentage.format(options.effect()) + " needs " + needed + " repeats a side")
                .orElse(seen + "; run more repeats to decide");
    }

    private static ChangeVerdict direction(Sample sample, TestResult evidence) {
        double rise = sample.isFinite()
                ? sample.candidate().mean().orElseThrow()
                        - sample.baseline().mean().orElseThrow()
                : evidence.cliffsDelta();
        boolean higherIsBetter = sample.key().metric().better() == Metric.Better.HIGHER;
        return rise > 0 == higherIsBetter ? ChangeVerdict.BETTER : ChangeVerdict.WORSE;
    }

    private MetricComparison comparison(
            Sample sample, Optional<TestResult> evidence, Optional<ChangeVerdict> verdict, String reason) {
        OptionalDouble before = sample.baseline().mean();
        OptionalDouble after = sample.candidate().mean();
        boolean comparable = before.isPresent() && after.isPresent() && sample.isFinite() && !isTainted(sample);
        double from = before.orElse(0);
        double to = after.orElse(0);
        return new MetricComparison(
                sample.key(),
                sample.baseline(),
                sample.candidate(),
                comparable && from > 0 ? OptionalDouble.of(to / from - 1) : OptionalDouble.empty(),
                comparable ? OptionalDouble.of(to - from) : OptionalDouble.empty(),
                evidence,
                verdict,
                reason);
    }
}
