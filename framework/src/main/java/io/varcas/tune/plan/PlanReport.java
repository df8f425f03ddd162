package io.varcas.tune.plan;

import io.varcas.utilization.Bottleneck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans for a server under a load.
 *
 * @param server the server, in one line
 * @param engine engine and version
 * @param load the load, in one line
 * @param command command of the baseline
 * @param latency the latency that plans are judged by
 * @param baseline forecast of the baseline, mean over draws
 * @param bottleneck its predicted bottleneck; empty if no step was simulated
 * @param plans a plan for each goal
 * @param tried configurations asked for, each with its predicted effects
 * @param measured results laid beside the baseline
 * @param points every configuration that was simulated, with its short forecast
 * @param space number of configurations that the flags can have
 * @param simulations number of simulations
 * @param draws draws behind each interval
 * @param basis how it was predicted, and the error of the step model
 * @param notes what was left out, and why
 */
public record PlanReport(
        String server,
        String engine,
        String load,
        String command,
        String latency,
        Forecast baseline,
        Optional<Bottleneck> bottleneck,
        List<Plan> plans,
        List<Trial> tried,
        List<MeasuredChange> measured,
        Map<Configuration, Forecast> points,
        long space,
        int simulations,
        int draws,
        String basis,
        List<String> notes) {

    /**
     * A configuration whose effects were asked for.
     *
     * @param configuration the changed flags
     * @param effects predicted changes; empty if the server cannot be configured so
     * @param note the reason then, else empty
     */
    public record Trial(Configuration configuration, List<Effect> effects, String note) {

        /** Copies the list. */
        public Trial {
            effects = List.copyOf(effects);
        }
    }

    /** Copies the lists. */
    public PlanReport {
        plans = List.copyOf(plans);
        tried = List.copyOf(tried);
        measured = List.copyOf(measured);
        notes = List.copyOf(notes);
    }

    /** Returns this with other notes. */
    public PlanReport withNotes(List<String> others) {
        return new PlanReport(
                server,
                engine,
                load,
                command,
                latency,
                baseline,
                bottleneck,
                plans,
                tried,
                measured,
                points,
                space,
                simulations,
                draws,
                basis,
                others);
    }
}
