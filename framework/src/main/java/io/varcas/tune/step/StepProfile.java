package io.varcas.tune.step;

import io.varcas.result.identity.TargetIdentity;
import java.time.Instant;
import java.util.List;

/**
 * The step profile of a server.
 *
 * @param started when its measurement began
 * @param target the server
 * @param seed root of the prompts
 * @param steps engine steps of decoding that were wanted of each batch
 * @param cells its cells, in the order of measurement
 */
public record StepProfile(Instant started, TargetIdentity target, long seed, int steps, List<StepCell> cells) {

    /** Copies the cells. */
    public StepProfile {
        cells = List.copyOf(cells);
    }

    /** Returns the cells that have numbers. */
    public List<StepCell> measured() {
        return cells.stream().filter(StepCell::isMeasured).toList();
    }
}
