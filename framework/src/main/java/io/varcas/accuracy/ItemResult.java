package io.varcas.accuracy;

import io.varcas.record.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The output and the score of one item of ground truth.
 *
 * @param id the item's id
 * @param outcome how its request ended
 * @param score 0 to 1; absent unless it completed, because an output that never came is not a wrong output
 * @param answer text of the output; absent unless it completed
 * @param finishReason why the output ended, in the server's word; {@code length} means it was cut off
 * @param error what went wrong, in one line; absent if it completed
 */
public record ItemResult(
        String id,
        Outcome outcome,
        OptionalDouble score,
        Optional<String> answer,
        Optional<String> finishReason,
        Optional<String> error) {

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1, or is there without a completed request or the reverse
     */
    public ItemResult {
        if (score.isPresent() != (outcome == Outcome.COMPLETED)) {
            throw new IllegalArgumentException(
                    id + ": exactly the completed items have a score, not " + outcome.label());
        }
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    id + ": the scorer returned " + score.getAsDouble() + "; a score is from 0 to 1");
        }
    }

    static ItemResult graded(GroundTruthItem item, Attempt.Answered answer, Scorer scorer) {
        double score = scorer.score(answer.text(), item.references());
        return new ItemResult(
                item.id(),
                Outcome.COMPLETED,
                OptionalDouble.of(score),
                Optional.of(answer.text()),
                answer.finishReason(),
                Optional.empty());
    }

    static ItemResult failed(GroundTruthItem item, Attempt.Failed failure) {
        return new ItemResult(
                item.id(),
                failure.outcome(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure.error()));
    }
}
