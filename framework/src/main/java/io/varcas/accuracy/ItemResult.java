package io.varcas.accuracy;

import io.varcas.accuracy.drift.TokenProbabilities;
import io.varcas.record.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The output and the score of one item of ground truth.
 *
 * @param id the item's id
 * @param outcome how its request ended
 * @param score score of the first scorer, 0 to 1; absent without a complete output, which is not a wrong output, and if grading failed
 * @param answer text of the output; absent unless it completed
 * @param finishReason why the output ended, in the server's word; {@code length} means it was cut off
 * @param error what went wrong, in one line; present exactly if there is no score
 * @param detail the item and more of its output; absent in results of earlier versions
 */
public record ItemResult(
        String id,
        Outcome outcome,
        OptionalDouble score,
        Optional<String> answer,
        Optional<String> finishReason,
        Optional<String> error,
        Optional<ItemDetail> detail) {

    private static final String CUT_OFF = "length";

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1, or there is one without a completed request, or neither a score nor an
     *     error
     */
    public ItemResult {
        if ((score.isPresent() && outcome != Outcome.COMPLETED) || (score.isEmpty() && error.isEmpty())) {
            throw new IllegalArgumentException(
                    id + ": a completed item has a score or an error, any other no score, not " + outcome.label());
        }
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(id + ": a score is from 0 to 1, not " + score.getAsDouble());
        }
    }

    /** Creates a result of which no more is known. */
    public ItemResult(
            String id,
            Outcome outcome,
            OptionalDouble score,
            Optional<String> answer,
            Optional<String> finishReason,
            Optional<String> error) {
        this(id, outcome, score, answer, finishReason, error, Optional.empty());
    }

    /** Returns whether the output was cut off at its maximum length. */
    public boolean cutOff() {
        return finishReason.filter(CUT_OFF::equals).isPresent();
    }

    /** Returns the kind of task; empty if it is not known. */
    public String type() {
        return detail.map(ItemDetail::type).orElse("");
    }

    /** Returns what the result is clustered by: its prompt, or its id where that is not known. */
    public String cluster() {
        return detail.map(ItemDetail::prompt).orElse(id);
    }

    /** Returns the score of a scorer, if it graded the output. */
    public OptionalDouble score(String scorer) {
        Double found =
                detail.map(ItemDetail::scores).map(scores -> scores.get(scorer)).orElse(null);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    /** Returns this with the requests that were in flight. */
    ItemResult inFlight(OptionalInt requests) {
        return with(detail.map(known -> known.inFlight(requests)));
    }

    /** Returns this with a second output to the same prompt. */
    ItemResult again(ItemResult second) {
        if (score.isEmpty() || second.score.isEmpty()) {
            return this;
        }
        ItemDetail.Again again =
                new ItemDetail.Again(answer.equals(second.answer), second.score.getAsDouble(), divergence(second));
        return with(detail.map(known -> known.with(again)));
    }

    /** Returns the probabilities of the tokens of prompt and reference, if they are recorded. */
    Optional<TokenProbabilities> probabilities() {
        return detail.flatMap(ItemDetail::probabilities);
    }

    /** Returns whether the probabilities of the tokens of prompt and reference are recorded. */
    public boolean hasProbabilities() {
        return probabilities().isPresent();
    }

    private OptionalDouble divergence(ItemResult other) {
        return probabilities().isEmpty() || other.probabilities().isEmpty()
                ? OptionalDouble.empty()
                : probabilities()
                        .get()
                        .divergence(other.probabilities().get())
                        .map(tokens -> Arrays.stream(tokens).average())
                        .orElse(OptionalDouble.empty());
    }

    /** Creates the result of an output from its grade by each scorer, the first scorer first. */
    static ItemResult graded(GroundTruthItem item, Attempt.Answered answer, Map<String, Grade> grades) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        grades.forEach((scorer, grade) -> {
            if (grade instanceof Grade.Scored scored) {
                scores.put(scorer, scored.score());
                scored.note().ifPresent(note -> notes.put(scorer, note));
            } else {
                notes.put(scorer, ((Grade.Failed) grade).error());
            }
        });
        String first = grades.keySet().iterator().next();
        Double score = scores.get(first);
        return new ItemResult(
                item.id(),
                Outcome.COMPLETED,
                score == null ? OptionalDouble.empty() : OptionalDouble.of(score),
                Optional.of(answer.text()),
                answer.finishReason(),
                score == null ? Optional.ofNullable(notes.get(first)) : Optional.empty(),
                Optional.of(new ItemDetail(
                        item.prompt(),
                        item.references(),
                        item.type(),
                        scores,
                        notes,
                        OptionalInt.empty(),
                        Optional.empty(),
                        answer.probabilities().filter(TokenProbabilities::hasAlternatives))));
    }

    static ItemResult failed(GroundTruthItem item, Attempt.Failed failure) {
        return new ItemResult(
                item.id(),
                failure.outcome(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure.error()),
                Optional.of(ItemDetail.of(item)));
    }

    private ItemResult with(Optional<ItemDetail> other) {
        return new ItemResult(id, outcome, score, answer, finishReason, error, other);
    }
}
