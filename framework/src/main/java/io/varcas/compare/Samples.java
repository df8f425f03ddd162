package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.metric.MetricSet;
import io.varcas.result.TrialResult;
import io.varcas.stats.Design;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The repeats of both sides, and how they belong together.
 *
 * @param unit what counts as one
 * @param design whether they are pairs
 * @param baseline metrics of each repeat of the first side
 * @param candidate metrics of each repeat of the second
 */
record Samples(RepeatUnit unit, Design design, List<MetricSet> baseline, List<MetricSet> candidate) {

    private static final Comparator<Samples> FEWER_THEN_FINER =
            Comparator.comparingInt(Samples::count).thenComparing(Samples::unit, Comparator.reverseOrder());

    /** One repeat, and the root of its chance: two repeats of the same seed were sent the same requests. */
    private record Repeat(long seed, MetricSet metrics) {}

    /** Repeats of each side, the fewer of both. */
    int count() {
        return Math.min(baseline.size(), candidate.size());
    }

    /**
     * Chooses the coarsest unit of which there are enough for a test: finer ones say less of the noise. If there are not enough
     * of any, that of which there are most.
     */
    static Samples of(TrialMatch match, CompareOptions options) {
        int enough = Design.UNPAIRED.fewestRepeats(options.alpha());
        List<Samples> choices = Stream.of(RepeatUnit.values())
                .map(unit -> of(match, unit, options))
                .toList();
        return choices.stream()
                .filter(repeats -> repeats.count() >= enough)
                .findFirst()
                .orElseGet(() -> Collections.max(choices, FEWER_THEN_FINER));
    }

    private static Samples of(TrialMatch match, RepeatUnit unit, CompareOptions options) {
        List<Repeat> left = all(match.baseline(), unit);
        List<Repeat> right = all(match.candidate(), unit);
        return new Samples(
                unit,
                design(left, right, options),
                left.stream().map(Repeat::metrics).toList(),
                right.stream().map(Repeat::metrics).toList());
    }

    private static List<Repeat> all(List<TrialOfRun> trials, RepeatUnit unit) {
        Function<TrialResult, List<Repeat>> split = switch (unit) {
            case RUNS -> trial -> List.of(new Repeat(trial.seed(), trial.metrics()));
            case FORKS -> Samples::forks;
            case WINDOWS -> Samples::windows;
        };
        return trials.stream()
                .flatMap(each -> split.apply(each.trial()).stream())
                .toList();
    }

    private static List<Repeat> forks(TrialResult trial) {
        return trial.forkResults().stream()
                .flatMap(fork -> fork.metrics().map(metrics -> new Repeat(fork.seed(), metrics)).stream())
                .toList();
    }

    private static List<Repeat> windows(TrialResult trial) {
        List<Repeat> windows = new ArrayList<>();
        trial.windows()
                .forEach(window -> windows.add(
                        new Repeat(31 * trial.seed() + 1_000L * window.fork() + window.iteration(), window.metrics())));
        return windows;
    }

    /**
     * Pairs need six repeats to say anything at 5 %; fewer are treated as if they did not belong together, which is still
     * right.
     */
    private static Design design(List<Repeat> left, List<Repeat> right, CompareOptions options) {
        boolean pairs = left.size() == right.size()
                && left.size() >= Design.PAIRED.fewestRepeats(options.alpha())
                && (options.pairing() == Pairing.IN_ORDER || areSameRequests(left, right));
        return pairs ? Design.PAIRED : Design.UNPAIRED;
    }

    private static boolean areSameRequests(List<Repeat> left, List<Repeat> right) {
        List<Long> seeds = left.stream().map(Repeat::seed).toList();
        return seeds.equals(right.stream().map(Repeat::seed).toList()) && new HashSet<>(seeds).size() == seeds.size();
    }
}
