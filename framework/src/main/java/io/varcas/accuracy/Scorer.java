package io.varcas.accuracy;

import io.varcas.extension.Extensions;
import java.util.List;

/**
 * A scorer, which grades one output against its references. It is found by {@link java.util.ServiceLoader} under its
 * name, or named by its class in {@link io.varcas.annotation.GroundTruth#scorer()}; then it needs a public constructor
 * without parameters. Several threads use one scorer at once.
 */
public interface Scorer {

    /** Returns the name in annotations, flags and results: lower case with dashes. */
    String name();

    /**
     * Grades an output.
     *
     * @param answer text of the output; may be empty
     * @param references at least one correct text
     * @return a score from 0 (wrong) to 1 (correct)
     */
    double score(String answer, List<String> references);

    /** Returns the available scorers, built in or added. */
    static Extensions<Scorer> extensions() {
        return new Extensions<>(Scorer.class, "scorer", Scorer::name);
    }
}
