package io.varcas.accuracy;

import io.varcas.setting.ResolvedSettings;
import java.util.Map;

/**
 * The parts outside a scorer that it may need.
 *
 * @param settings of the workload, such as the address of a judge
 * @param environment variables of the process; keys come from here alone
 * @param loader finds optional libraries and other scorers
 */
public record ScorerResources(ResolvedSettings settings, Map<String, String> environment, ClassLoader loader) {

    /** Copies the variables. */
    public ScorerResources {
        environment = Map.copyOf(environment);
    }
}
