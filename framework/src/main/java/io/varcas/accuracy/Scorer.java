package io.varcas.accuracy;

import io.varcas.extension.Extensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scorer, which grades one output. It is found by {@link java.util.ServiceLoader} under its name, or named by its class in
 * {@link io.varcas.annotation.GroundTruth#scorer()}; then it needs a public constructor without parameters. Several threads use one
 * scorer at once. A scorer that compares texts is a {@link TextScorer}.
 */
public interface Scorer {

    /** Returns the name in annotations, flags and results: lower case with dashes. */
    String name();

    /**
     * Grades an output.
     *
     * @param item the item that was asked
     * @param output its output
     */
    Grade grade(GroundTruthItem item, Attempt.Answered output);

    /** Returns how many outputs this scorer grades at once, at least 1: more than 1 if it asks another model for several at once. */
    default int batch() {
        return 1;
    }

    /**
     * Grades several outputs.
     *
     * @param items the items that were asked, at most {@link #batch()}
     * @param outputs the output of each
     * @return a grade for each, in their order
     */
    default List<Grade> grade(List<GroundTruthItem> items, List<Attempt.Answered> outputs) {
        List<Grade> grades = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            grades.add(grade(items.get(i), outputs.get(i)));
        }
        return grades;
    }

    /**
     * Returns the defect for which this scorer cannot grade an item, in a few words; empty if it can. Called before any load is sent.
     *
     * @param item the item
     */
    default Optional<String> defect(GroundTruthItem item) {
        return Optional.empty();
    }

    /** Returns whether the tokenizer is to count the tokens of each output for this scorer. */
    default boolean countsTokens() {
        return false;
    }

    /** Returns whether the server is to be asked for the probabilities of each reference for this scorer. */
    default boolean readsProbabilities() {
        return false;
    }

    /**
     * Returns this scorer with what it needs to grade. Called once, before any load is sent.
     *
     * @param resources the parts outside this scorer
     * @throws io.varcas.setting.type.SettingException if something that it needs is missing; the message tells what to install or set
     */
    default Scorer with(ScorerResources resources) {
        return this;
    }

    /** Returns the available scorers, built in or added. */
    static Extensions<Scorer> extensions() {
        return new Extensions<>(Scorer.class, "scorer", Scorer::name);
    }
}
