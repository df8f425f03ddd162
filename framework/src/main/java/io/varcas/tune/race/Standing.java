package io.varcas.tune.race;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A contender and what is known of it so far.
 *
 * @param contender the contender
 * @param scores its score in each round that it took part in, from the first on; empty where the goal was not measured
 * @param broken rounds in which it broke an objective
 * @param out why it is out of the race; empty while it is in
 */
public record Standing(Contender contender, List<OptionalDouble> scores, int broken, Optional<String> out) {

    /** Copies the list. */
    public Standing {
        scores = Collections.unmodifiableList(new ArrayList<>(scores));
    }

    static Standing of(Contender contender) {
        return new Standing(contender, List.of(), 0, Optional.empty());
    }

    /** Returns whether it still takes part. */
    public boolean isIn() {
        return out.isEmpty();
    }

    /** Returns the mean score of its rounds; negative infinity if there is none. */
    double mean() {
        return scores.stream().flatMapToDouble(OptionalDouble::stream).average().orElse(Double.NEGATIVE_INFINITY);
    }

    Standing with(OptionalDouble score, boolean breaks) {
        List<OptionalDouble> more = new ArrayList<>(scores);
        more.add(score);
        return new Standing(contender, more, broken + (breaks ? 1 : 0), out);
    }

    Standing out(String reason) {
        return new Standing(contender, scores, broken, Optional.of(reason));
    }

    /** Returns the differences of scores to another's in the rounds that both measured. */
    double[] behind(Standing other) {
        List<Double> differences = new ArrayList<>();
        for (int round = 0; round < Math.min(scores.size(), other.scores.size()); round++) {
            if (scores.get(round).isPresent() && other.scores.get(round).isPresent()) {
                differences.add(other.scores.get(round).getAsDouble()
                        - scores.get(round).getAsDouble());
            }
        }
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
