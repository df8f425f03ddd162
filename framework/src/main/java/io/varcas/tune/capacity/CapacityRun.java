package io.varcas.tune.capacity;

import io.varcas.fork.Workloads;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.SharedServer;
import io.varcas.runner.TrialPlanner;
import io.varcas.setting.Settings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.sla.Objective;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.tune.capacity.CapacitySearch.Found;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * A search for the capacity of a server under a workload: the library's way in.
 *
 * <pre>{@code
 * RunOptions options = RunOptions.builder().include(ChatLow.class).target("http://server:8000").build();
 * CapacityResult found = new CapacityRun(options, Path.of("results/capacity")).run();
 * }</pre>
 *
 * <p>The number that is varied is that of the workload's load: the rate of an open loop, or the users of a closed one. The server is opened
 * once for all runs. Everything measured stays on disk: a bundle for each run, and {@code capacity.json}, which is written after each.
 */
public final class CapacityRun {

    private final RunOptions options;
    private final CapacityOptions search;
    private final Path folder;
    private final CapacityListener listener;
    private final RunListener runs;
    private final WorkloadPlan plan;
    private final LoadAxis axis;
    private final List<LoadLimit> limits;
    private final List<String> leftOut;
    private Runnable stop = () -> {};
    private boolean stopped;

    /**
     * Creates a search without listeners, as the settings {@code capacity.*} say.
     *
     * @param options workload, target and settings; its load is where the search begins if nothing is predicted
     * @param folder folder of the search, made if it is absent
     * @throws UsageException if these are not one workload with one set of parameters, its load has no rate and no users, or it
     *     has no objective that more load can break
     */
    public CapacityRun(RunOptions options, Path folder) {
        this(options, UnaryOperator.identity(), folder, new CapacityListener() {}, new RunListener() {});
    }

    /**
     * Creates a search.
     *
     * @param options workload, target and settings; its load is where the search begins if nothing is predicted
     * @param search returns how to search, from what the settings {@code capacity.*} say
     * @param folder folder of the search, made if it is absent
     * @param listener told of what happens in the search
     * @param runs told of what happens in the runs of its runs
     * @throws UsageException if these are not one workload with one set of parameters, its load has no rate and no users, or it
     *     has no objective that more load can break
     */
    public CapacityRun(
            RunOptions options,
            UnaryOperator<CapacityOptions> search,
            Path folder,
            CapacityListener listener,
            RunListener runs) {
        this.folder = folder;
        this.listener = listener;
        this.runs = runs;
        this.plan = only(
                new TrialPlanner(options).plan(Workloads.discover().select(options.includes(), options.excludes())));
        this.search = search.apply(CapacityOptions.of(plan.settings()));
        this.axis = LoadAxis.of(plan.load())
                .orElseThrow(() -> new UsageException(plan.spec().name() + ": its load is "
                        + plan.load().describe()
                        + ", which has no rate and no users to search over; use Poisson, constant or"
                        + " gamma arrivals (-p rate=1), or users (-p users=1)"));
        this.limits = plan.objectives().stream()
                .flatMap(objective -> LoadLimit.of(objective).stream())
                .toList();
        this.leftOut = plan.objectives().stream()
                .filter(objective -> LoadLimit.of(objective).isEmpty())
                .map(objective -> objective.describe() + ": "
                        + LoadLimit.whyNot(objective).orElseThrow())
                .toList();
        if (limits.isEmpty()) {
            throw new UsageException(plan.spec().name() + ": has no objective that more load can break"
                    + (leftOut.isEmpty() ? "" : " (" + String.join("; ", leftOut) + ")")
                    + "; add one, as in -sla \"ttft.p95<=500ms\"");
        }
        this.options = withObjectives(
                options, limits.stream().map(LoadLimit::objective).toList());
    }

    private static WorkloadPlan only(List<WorkloadPlan> plans) {
        if (plans.size() != 1) {
            throw new UsageException("a search for capacity takes one workload with one value for each parameter, but "
                    + plans.size() + " match: "
                    + String.join(
                            ", ",
                            plans.stream().map(WorkloadPlan::trialName).limit(5).toList())
                    + (plans.size() > 5 ? ", ..." : "") + "; name one of them");
        }
        return plans.get(0);
    }

    private static RunOptions withObjectives(RunOptions options, List<Objective> objectives) {
        return new RunOptions(
                options.includes(),
                options.excludes(),
                options.values(),
                options.config(),
                options.target(),
                options.profilers(),
                new ObjectiveOverrides(true, objectives),
                options.tags(),
                options.out(),
                options.stopOnFailure());
    }

    /**
     * Searches.
     *
     * @return the result, which is also in {@code capacity.json}
     * @throws IOException if a result cannot be written, or the server cannot be launched
     */
    public CapacityResult run() throws IOException {
        Files.createDirectories(folder);
        OptionalDouble predicted = search.start().isPresent()
                ? OptionalDouble.empty()
                : PredictedCapacity.of(plan, target(), limits, axis);
        listener.predicted(predicted);
        double start = search.start().orElse(predicted.orElse(planned()));
        long seed = plan.settings().get(Settings.SEED);
        try (SharedServer server = new SharedServer(folder)) {
            RunnerProbe probe = new RunnerProbe(options, axis, seed, folder, server, runs);
            CapacitySearch running =
                    new CapacitySearch(limits, axis, plan.hasConversations(), start, search, probe, folder, listener);
            begin(() -> {
                running.stop();
                probe.stop();
            });
            Found found = running.run(soFar -> CapacityJson.save(result(soFar, predicted), folder));
            CapacityResult result = result(found, predicted);
            CapacityJson.save(result, folder);
            return result;
        }
    }

    /** Ends the search: the load stops now, and what was measured becomes its result. May be called from any thread. */
    public synchronized void stop() {
        stopped = true;
        stop.run();
    }

    private synchronized void begin(Runnable how) {
        stop = how;
        if (stopped) {
            how.run();
        }
    }

    private double planned() {
        return plan.load() instanceof LoadShape.Closed closed
                ? closed.users()
                : ((LoadShape.Open) plan.load()).arrivals().meanRatePerSecond().orElseThrow();
    }

    private String target() {
        return plan.settings().find(Settings.TARGET).orElse(SimulatedTarget.SCHEME);
    }

    private CapacityResult result(Found found, OptionalDouble predicted) {
        return new CapacityResult(
                CapacityResult.SCHEMA_VERSION,
                plan.spec().name(),
                plan.params(),
                target(),
                axis,
                found.outcome(),
                found.explanation(),
                found.capacity(),
                found.interval(),
                search.precision(),
                search.rule(),
                limits.stream().map(limit -> limit.objective().describe()).toList(),
                leftOut,
                predicted,
                found.spentSeconds(),
                plan.settings().get(Settings.SEED),
                SimulatedTarget.isSimulated(target()),
                found.probes());
    }

    /** Returns the setting that is varied. */
    public LoadAxis axis() {
        return axis;
    }

    /** Returns the objectives that are searched for, as {@code ttft.p95 <= 500.0 ms}. */
    public List<String> objectives() {
        return limits.stream().map(limit -> limit.objective().describe()).toList();
    }

    /** Returns the objectives that are not searched for, each with the reason. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Returns the name of the workload. */
    public String workload() {
        return plan.spec().name();
    }
}
