package io.varcas.accuracy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Grades outputs in batches of the size that the scorers can take at once. A batch holds outputs in their order; items without an output
 * are in none.
 */
final class BatchGrader {

    private final List<Scorer> scorers;
    private final int batch;

    BatchGrader(List<Scorer> scorers) {
        this.scorers = List.copyOf(scorers);
        this.batch = scorers.stream().mapToInt(Scorer::batch).max().orElse(1);
    }

    /**
     * Returns the work of grading.
     *
     * @param items the items
     * @param attempts the result of asking each of them
     * @param results filled in by the work, at the places of the items
     */
    List<Callable<Void>> work(List<GroundTruthItem> items, List<Attempt> attempts, ItemResult[] results) {
        List<Callable<Void>> work = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (attempts.get(i) instanceof Attempt.Failed failed) {
                results[i] = ItemResult.failed(items.get(i), failed);
            } else {
                places.add(i);
            }
        }
        for (int from = 0; from < places.size(); from += batch) {
            List<Integer> some = places.subList(from, Math.min(places.size(), from + batch));
            work.add(() -> {
                grade(some, items, attempts, results);
                return null;
            });
        }
        return work;
    }

    private void grade(
            List<Integer> places, List<GroundTruthItem> items, List<Attempt> attempts, ItemResult[] results) {
        List<GroundTruthItem> asked = places.stream().map(items::get).toList();
        List<Attempt.Answered> outputs =
                places.stream().map(i -> (Attempt.Answered) attempts.get(i)).toList();
        Map<Integer, Map<String, Grade>> grades = new HashMap<>();
        for (Scorer scorer : scorers) {
            List<Grade> given = scorer.grade(asked, outputs);
            for (int i = 0; i < given.size(); i++) {
                grades.computeIfAbsent(i, place -> new LinkedHashMap<>()).put(scorer.name(), given.get(i));
            }
        }
        for (int i = 0; i < asked.size(); i++) {
            results[places.get(i)] = ItemResult.graded(asked.get(i), outputs.get(i), grades.getOrDefault(i, Map.of()));
        }
    }
}
