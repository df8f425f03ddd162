package io.varcas.accuracy;

import io.varcas.extension.Extensions;
import java.util.List;

/**
 * Grades one output against what it should have said. Found by {@link java.util.ServiceLoader} under its name, or
 * named by its class in {@link io.varcas.annotation.GroundTruth#scorer()}; then it needs a public constructor without
 * parameters. One scorer grades outputs of several threads at once.
 */
public interface Scorer {

    /** Returns the name in annotations, flags and results: lower case with dashes. */
    String name();

    /**
     * Grades an output.
     *
     * @param answer text of the output; may be empty
     * @param references at least one text, each of which would have been right
     * @return from 0 (wrong) to 1 (right)
     */
    double score(String answer, List<String> references);

    /** Returns the scorers that there are, built in or added. */
    static Extensions<Scorer> extensions() {
        return new Extensions<>(Scorer.class, "scorer", Scorer::name);
    }
}
