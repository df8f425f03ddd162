package io.varcas.compare.match;

import io.varcas.result.RunResult;
import java.util.List;

/**
 * One side of a comparison: one run, or several of the same thing.
 *
 * @param name what it is called in the report
 * @param runs its runs, in the order in which they ran
 */
public record Side(String name, List<RunResult> runs) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no runs
     */
    public Side {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + ": a side needs at least one run");
        }
    }
}
