package io.varcas.tune.race;

import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.PlanFlag;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A configuration of the server that takes part in a race.
 *
 * @param configuration flags that differ from those of the baseline
 * @param predictedGain predicted gain in the goal, relative to the baseline; empty for the baseline and for given configurations
 */
public record Contender(Configuration configuration, Optional<Double> predictedGain) {

    /** The server as it is. */
    public static final Contender BASELINE = new Contender(Configuration.BASELINE, Optional.empty());

    /** Returns its name: {@code baseline}, or the flags that differ. */
    public String name() {
        return isBaseline() ? "baseline" : configuration.toString();
    }

    /** Returns whether it is the server as it is. */
    public boolean isBaseline() {
        return configuration.isBaseline();
    }

    /** Returns the values of the flags that differ, by name. */
    Map<String, String> flags() {
        Map<String, String> flags = new TreeMap<>();
        for (Map.Entry<PlanFlag, String> change : configuration.changes().entrySet()) {
            flags.put(change.getKey().label(), change.getValue());
        }
        return flags;
    }
}
