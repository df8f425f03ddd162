package io.varcas.accuracy;

import io.varcas.accuracy.drift.LogprobDrift;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The outputs of a baseline and of a candidate to the same prompts, compared.
 *
 * @param scorer scorer of both sides
 * @param threshold score that passes, 0 to 1
 * @param margin accepted loss
 * @param overall change over all pairs
 * @param byType changes by type of task; none unless items have a type
 * @param unpaired items that have a score on one side only, or on none
 * @param lengthRatio mean length of the candidate's outputs in characters, divided by the baseline's; absent if the baseline's are empty
 * @param lost items that passed before and do not now, the largest loss first, at most {@link #FLIPS_KEPT}
 * @param gained items that did not pass before and do now, the largest gain first, at most {@link #FLIPS_KEPT}
 * @param drift drift of the probabilities of prompts and references; absent unless both sides recorded them
 */
public record AccuracyComparison(
        String scorer,
        double threshold,
        AccuracyMargin margin,
        AccuracyChange overall,
        List<AccuracyChange> byType,
        int unpaired,
        OptionalDouble lengthRatio,
        List<ItemPair> lost,
        List<ItemPair> gained,
        Optional<LogprobDrift> drift) {

    /** Most flips in each direction that are kept for reports. */
    public static final int FLIPS_KEPT = 20;

    private static final double SHORTEST = 0.9;
    private static final double LONGEST = 1.1;

    /** Copies the lists. */
    public AccuracyComparison {
        byType = List.copyOf(byType);
        lost = List.copyOf(lost);
        gained = List.copyOf(gained);
    }

    /**
     * Compares the results of one or more runs of each side.
     *
     * @param baseline at least one result
     * @param candidate at least one result
     * @param margin accepted loss
     * @return the comparison; empty if no item has a score on both sides
     * @throws IllegalArgumentException if the sides were graded by different scorers; one line
     */
    public static Optional<AccuracyComparison> of(
            List<AccuracyResult> baseline, List<AccuracyResult> candidate, AccuracyMargin margin) {
        String scorer = baseline.get(0).scorer();
        String other = candidate.get(0).scorer();
        if (!scorer.equals(other)) {
            throw new IllegalArgumentException("the baseline was graded by " + scorer + " and the candidate by " + other
                    + "; grade both by the same scorer");
        }
        double threshold = candidate.get(0).threshold();
        List<ItemResult> before = items(baseline);
        List<ItemResult> now = items(candidate);
        List<ItemPair> pairs = pairs(before, now);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AccuracyComparison(
                scorer,
                threshold,
                margin,
                AccuracyChange.of("all", pairs, threshold, margin),
                byType(pairs, threshold, margin),
                before.size() + now.size() - 2 * pairs.size(),
                lengthRatio(pairs),
                flips(pairs, threshold, true),
                flips(pairs, threshold, false),
                drift(pairs)));
    }

    /** Returns whether the mean length of outputs keeps the guard, if the margin has one. */
    public boolean keepsLength() {
        double ratio = lengthRatio.orElse(1);
        return !margin.lengthGuard() || (ratio > SHORTEST && ratio < LONGEST);
    }

    /** Returns the verdict: the worst of the overall one and the length guard; a critical loss fails whatever the margin. */
    public NonInferiority verdict() {
        return critical() || !keepsLength() ? NonInferiority.FAIL : overall.verdict();
    }

    /** Returns whether the loss over all pairs, or that of a type which the sample proves, is critical. */
    public boolean critical() {
        return overall.degradation() == DegradationClass.CRITICAL
                || byType.stream()
                        .anyMatch(type -> type.degradation() == DegradationClass.CRITICAL
                                && type.verdict() == NonInferiority.FAIL);
    }

    /** Returns the change in one sentence for a customer. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "mean score %.4f against %.4f (%+.4f, %+.2f %%), %s; loss below %s points: %s",
                overall.candidate(),
                overall.baseline(),
                overall.absolute(),
                100 * overall.relative(),
                overall.degradation().label(),
                String.format(Locale.ROOT, "%.4f", overall.margin()),
                verdict().label());
    }

    private static List<ItemResult> items(List<AccuracyResult> results) {
        return results.stream().flatMap(result -> result.items().stream()).toList();
    }

    /** Pairs the i-th output to a prompt with the i-th output to it on the other side; by id if a side does not know its prompts. */
    private static List<ItemPair> pairs(List<ItemResult> before, List<ItemResult> now) {
        boolean prompts = before.stream().allMatch(item -> item.detail().isPresent())
                && now.stream().allMatch(item -> item.detail().isPresent());
        Map<String, Deque<ItemResult>> waiting = new HashMap<>();
        for (ItemResult item : before) {
            waiting.computeIfAbsent(prompts ? item.cluster() : item.id(), key -> new ArrayDeque<>())
                    .add(item);
        }
        List<ItemPair> pairs = new ArrayList<>();
        for (ItemResult item : now) {
            Deque<ItemResult> partners = waiting.get(prompts ? item.cluster() : item.id());
            ItemResult partner = partners == null ? null : partners.poll();
            if (partner != null && partner.score().isPresent() && item.score().isPresent()) {
                pairs.add(new ItemPair(partner, item));
            }
        }
        return pairs;
    }

    private static List<AccuracyChange> byType(List<ItemPair> pairs, double threshold, AccuracyMargin margin) {
        Map<String, List<ItemPair>> groups = new LinkedHashMap<>();
        pairs.forEach(pair -> groups.computeIfAbsent(pair.candidate().type(), type -> new ArrayList<>())
                .add(pair));
        return groups.keySet().equals(Set.of(""))
                ? List.of()
                : groups.entrySet().stream()
                        .map(group -> AccuracyChange.of(
                                group.getKey().isEmpty() ? "(none)" : group.getKey(),
                                group.getValue(),
                                threshold,
                                margin))
                        .toList();
    }

    private static OptionalDouble lengthRatio(List<ItemPair> pairs) {
        long before = pairs.stream().mapToLong(pair -> length(pair.baseline())).sum();
        long now = pairs.stream().mapToLong(pair -> length(pair.candidate())).sum();
        return before == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) now / before);
    }

    private static Optional<LogprobDrift> drift(List<ItemPair> pairs) {
        List<LogprobDrift.Pair> known = new ArrayList<>();
        for (ItemPair pair : pairs) {
            pair.baseline()
                    .probabilities()
                    .ifPresent(before -> pair.candidate()
                            .probabilities()
                            .ifPresent(now -> known.add(new LogprobDrift.Pair(before, now))));
        }
        return LogprobDrift.of(
                known,
                pairs.stream()
                        .flatMap(pair -> pair.candidate().detail().flatMap(ItemDetail::again).stream())
                        .flatMapToDouble(again -> again.drift().stream())
                        .average());
    }

    private static int length(ItemResult item) {
        return item.answer().map(String::length).orElse(0);
    }

    private static List<ItemPair> flips(List<ItemPair> pairs, double threshold, boolean lost) {
        return pairs.stream()
                .filter(pair -> (pair.before() >= threshold) == lost && (pair.now() >= threshold) != lost)
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.difference())))
                .limit(FLIPS_KEPT)
                .toList();
    }
}
