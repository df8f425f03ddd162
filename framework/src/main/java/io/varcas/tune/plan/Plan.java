package io.varcas.tune.plan;

import java.util.List;
import java.util.Optional;

/**
 * A plan for one goal.
 *
 * @param goal the goal
 * @param configuration flags to change; empty if no configuration is predicted to be better
 * @param command command that starts the server; empty without a configuration
 * @param effects predicted changes; empty without a configuration
 * @param why what makes the difference; without a configuration, why there is none
 * @param risks what may get worse, or was not predicted
 */
public record Plan(
        Goal goal,
        Optional<Configuration> configuration,
        String command,
        List<Effect> effects,
        String why,
        List<String> risks) {

    /** Copies the lists. */
    public Plan {
        effects = List.copyOf(effects);
        risks = List.copyOf(risks);
    }

    /** Returns the outcome that nothing is predicted to be better. */
    static Plan none(Goal goal, String why) {
        return new Plan(goal, Optional.empty(), "", List.of(), why, List.of());
    }
}
