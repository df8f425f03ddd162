package io.varcas.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of an accuracy pass. Outputs that never came are kept apart from wrong ones: they have no score, are in
 * no statistic, and keep the verdict open as far as they could change it.
 *
 * @param dataset name of the dataset
 * @param scorer name of the first scorer, which decides
 * @param threshold least mean score that passes, 0 to 1
 * @param notMeasured why nothing was asked, in a few words; empty if the dataset was
 * @param items every item that was asked, in its order; none if nothing was asked
 * @param corpus scores of all outputs together, by the scorers that have one
 * @param change the change against a baseline, if there was one
 * @param passAtK pass@k by k; none unless prompts were asked for several outputs, or programs were run
 */
public record AccuracyResult(
        String dataset,
        String scorer,
        double threshold,
        Optional<String> notMeasured,
        List<ItemResult> items,
        List<CorpusScore> corpus,
        Optional<AccuracyComparison> change,
        List<PassAtKScore> passAtK) {

    /** Numbers of requests in flight up to which each group of {@link #byConcurrency()} goes. */
    private static final int[] CONCURRENCIES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    /**
     * Copies the items; a result of an earlier version has neither corpus scores nor pass@k.
     *
     * @throws IllegalArgumentException if there are none without a reason or some with one, or the threshold is not from 0 to 1
     */
    public AccuracyResult {
        items = List.copyOf(items);
        corpus = copyOf(corpus);
        passAtK = copyOf(passAtK);
        if (items.isEmpty() != notMeasured.isPresent()) {
            throw new IllegalArgumentException(
                    dataset + ": an accuracy result needs at least one item, or else a reason why there is none");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("accuracy threshold " + threshold + " must be from 0 to 1");
        }
    }

    /** Creates a result without corpus scores. */
    public AccuracyResult(
            String dataset, String scorer, double threshold, Optional<String> notMeasured, List<ItemResult> items) {
        this(dataset, scorer, threshold, notMeasured, items, List.of(), Optional.empty(), List.of());
    }

    /** Returns this result with its change against a baseline. */
    public AccuracyResult with(AccuracyComparison comparison) {
        return new AccuracyResult(
                dataset, scorer, threshold, notMeasured, items, corpus, Optional.of(comparison), passAtK);
    }

    /** Returns this result with its pass@k. */
    AccuracyResult with(List<PassAtKScore> scores) {
        return new AccuracyResult(dataset, scorer, threshold, notMeasured, items, corpus, change, scores);
    }

    /** Returns pass@k; empty if there were fewer outputs of each prompt, or no pass@k is computed. */
    public Optional<PassAtKScore> passAt(int k) {
        return passAtK.stream().filter(score -> score.k() == k).findFirst();
    }

    private static <T> List<T> copyOf(@Nullable List<T> scores) {
        return scores == null ? List.of() : List.copyOf(scores);
    }

    /**
     * Returns the number of items with a complete output: the sample size of {@link #summary()} and
     * {@link #passRate()}.
     */
    public int n() {
        return scores().length;
    }

    /** Returns the number of items without a complete output. */
    public int failures() {
        return items.size() - n();
    }

    /** Returns the statistics of the scores. */
    public ScoreSummary summary() {
        return ScoreSummary.of(scores());
    }

    /**
     * Returns the share, of the complete outputs, of those whose own score reaches the threshold; absent if there are
     * none.
     */
    public OptionalDouble passRate() {
        double[] scores = scores();
        return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(share(scores));
    }

    /** Returns the scores of all items by the first scorer. */
    public ScoreGroup overall() {
        return ScoreGroup.of(scorer, Optional.empty(), items, threshold);
    }

    /** Returns the scores of all items by each scorer, the first scorer first. */
    public List<ScoreGroup> byScorer() {
        Set<String> names = new LinkedHashSet<>(List.of(scorer));
        items.forEach(item ->
                item.detail().ifPresent(detail -> names.addAll(detail.scores().keySet())));
        List<ScoreGroup> groups = new ArrayList<>(List.of(overall()));
        names.stream()
                .skip(1)
                .map(name -> ScoreGroup.of(name, Optional.of(name), items, threshold))
                .forEach(groups::add);
        return groups;
    }

    /** Returns the scores by type of task, in the order in which the types appear; none unless items have a type. */
    public List<ScoreGroup> byType() {
        return items.stream().allMatch(item -> item.type().isEmpty()) ? List.of() : grouped(ItemResult::type);
    }

    /**
     * Returns the scores by the number of requests in flight, up to 1, 2, 4, 8 and so on; none unless outputs were graded under load.
     */
    public List<ScoreGroup> byConcurrency() {
        return items.stream().noneMatch(item -> inFlight(item) > 0)
                ? List.of()
                : grouped(item -> range(inFlight(item))).stream()
                        .sorted(Comparator.comparingInt(group -> Integer.parseInt(group.name())))
                        .toList();
    }

    /** Returns how far outputs differ when nothing does; empty unless prompts were asked twice. */
    public Optional<DeterminismFloor> determinism() {
        return DeterminismFloor.of(items, threshold);
    }

    private List<ScoreGroup> grouped(Function<ItemResult, String> key) {
        Map<String, List<ItemResult>> groups = new LinkedHashMap<>();
        items.forEach(item -> groups.computeIfAbsent(key.apply(item), name -> new ArrayList<>())
                .add(item));
        return groups.entrySet().stream()
                .map(group -> ScoreGroup.of(group.getKey(), Optional.empty(), group.getValue(), threshold))
                .toList();
    }

    private static int inFlight(ItemResult item) {
        return item.detail().map(detail -> detail.inFlight().orElse(0)).orElse(0);
    }

    private static String range(int inFlight) {
        for (int most : CONCURRENCIES) {
            if (inFlight <= most) {
                return Integer.toString(most);
            }
        }
        return Integer.toString(Integer.MAX_VALUE);
    }

    /** Returns the decision: that on the scores, and that on the change against a baseline where it is worse. */
    public AccuracyVerdict verdict() {
        AccuracyVerdict scores = scoreVerdict();
        if (scores == AccuracyVerdict.FAILED || scores == AccuracyVerdict.NOT_MEASURED || change.isEmpty()) {
            return scores;
        }
        return switch (change.get().verdict()) {
            case FAIL -> AccuracyVerdict.FAILED;
            case INCONCLUSIVE -> AccuracyVerdict.UNDECIDED;
            case PASS -> scores;
        };
    }

    /** Returns the decision on the scores alone. */
    public AccuracyVerdict scoreVerdict() {
        if (notMeasured.isPresent()) {
            return AccuracyVerdict.NOT_MEASURED;
        }
        double sum = 0;
        for (double score : scores()) {
            sum += score;
        }
        if (sum / items.size() >= threshold) {
            return AccuracyVerdict.PASSED;
        }
        return (sum + failures()) / items.size() < threshold ? AccuracyVerdict.FAILED : AccuracyVerdict.UNDECIDED;
    }

    /** Returns whether the verdict is {@link AccuracyVerdict#PASSED}. */
    public boolean passed() {
        return verdict() == AccuracyVerdict.PASSED;
    }

    /** Returns whether the outputs are wrong, or too few came to show that they are right. */
    public boolean fails() {
        return verdict() == AccuracyVerdict.FAILED || verdict() == AccuracyVerdict.UNDECIDED;
    }

    private double share(double[] scores) {
        int reached = 0;
        for (double score : scores) {
            reached += score >= threshold ? 1 : 0;
        }
        return (double) reached / scores.length;
    }

    private double[] scores() {
        return items.stream()
                .filter(item -> item.score().isPresent())
                .mapToDouble(item -> item.score().getAsDouble())
                .toArray();
    }
}
