package io.varcas.accuracy.offline;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.CorpusScore;
import io.varcas.accuracy.CorpusScorer;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.accuracy.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The scores of pairs by one scorer. Of a pair only its score stays in memory and the hash code of its prompt, 12
 * bytes; prompts with equal hash codes count as one.
 */
public final class PairScores {

    private static final int FIRST_CAPACITY = 1024;

    private final Scorer scorer;
    private final List<GroundTruthItem> items = new ArrayList<>();
    private final List<Attempt.Answered> outputs = new ArrayList<>();
    private double[] scores = new double[FIRST_CAPACITY];
    private int[] prompts = new int[FIRST_CAPACITY];
    private int n;
    private int failures;
    private Optional<String> firstFailure = Optional.empty();
    private double[] counts = new double[0];
    private int references = -1;

    /**
     * Creates scores of nothing.
     *
     * @param scorer grades; ready to use
     */
    public PairScores(Scorer scorer) {
        this.scorer = scorer;
    }

    /**
     * Adds a pair.
     *
     * @throws IllegalArgumentException if the scorer cannot grade its item; the message is the reason
     */
    public void add(OutputPair pair) {
        scorer.defect(pair.item()).ifPresent(defect -> {
            throw new IllegalArgumentException("scorer " + scorer.name() + ": " + defect);
        });
        items.add(pair.item());
        outputs.add(pair.output());
        if (scorer instanceof CorpusScorer corpus) {
            count(corpus, pair);
        }
        if (items.size() >= scorer.batch()) {
            grade();
        }
    }

    /**
     * Returns the statistics of the pairs so far.
     *
     * @param threshold score that passes, 0 to 1
     */
    public ScoreGroup group(double threshold) {
        grade();
        return ScoreGroup.of(scorer.name(), Arrays.copyOf(scores, n), Arrays.copyOf(prompts, n), failures, threshold);
    }

    /** Returns the score of all outputs together; empty unless the scorer has one. */
    public Optional<CorpusScore> corpus() {
        return scorer instanceof CorpusScorer corpus && counts.length > 0
                ? Optional.of(new CorpusScore(scorer.name(), corpus.corpusScore(counts), corpus.signature(references)))
                : Optional.empty();
    }

    /** Returns why the first pair without a score has none. */
    public Optional<String> firstFailure() {
        return firstFailure;
    }

    private void count(CorpusScorer corpus, OutputPair pair) {
        List<String> wanted = pair.item().references();
        double[] one = corpus.counts(pair.output().text(), wanted);
        if (counts.length == 0) {
            counts = new double[one.length];
            references = wanted.size();
        } else if (references != wanted.size()) {
            references = CorpusScorer.VARYING;
        }
        for (int i = 0; i < one.length; i++) {
            counts[i] += one[i];
        }
    }

    private void grade() {
        List<Grade> grades = scorer.grade(items, outputs);
        for (int i = 0; i < items.size(); i++) {
            if (grades.get(i) instanceof Grade.Scored scored) {
                keep(scored.score(), items.get(i).prompt().hashCode());
            } else {
                failures++;
                String why = "item " + items.get(i).id() + ": " + ((Grade.Failed) grades.get(i)).error();
                firstFailure = firstFailure.or(() -> Optional.of(why));
            }
        }
        items.clear();
        outputs.clear();
    }

    private void keep(double score, int prompt) {
        if (n == scores.length) {
            scores = Arrays.copyOf(scores, 2 * n);
            prompts = Arrays.copyOf(prompts, 2 * n);
        }
        scores[n] = score;
        prompts[n++] = prompt;
    }
}
