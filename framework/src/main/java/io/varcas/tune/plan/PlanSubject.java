package io.varcas.tune.plan;

import io.varcas.sla.Objective;
import java.util.List;

/**
 * A server and the load that it is planned for.
 *
 * @param label name of the run or workload
 * @param baseline the server
 * @param load the load
 * @param objectives objectives that the run or workload has
 * @param notes what must be known of them
 */
public record PlanSubject(
        String label, Baseline baseline, PlanLoad load, List<Objective> objectives, List<String> notes) {

    /** Copies the lists. */
    public PlanSubject {
        objectives = List.copyOf(objectives);
        notes = List.copyOf(notes);
    }
}
