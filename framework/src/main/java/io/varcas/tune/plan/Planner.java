package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.SimulationResult;
import io.varcas.prediction.PredictedBottleneck;
import io.varcas.tune.plan.PlanReport.Trial;
import io.varcas.utilization.Bottleneck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes plans: for each goal the configuration that is predicted to be best, if one is better than the baseline. */
public final class Planner {

    /** The goals of a plan without a choice. */
    public static final List<Goal> GOALS =
            List.of(Goal.THROUGHPUT, Goal.LATENCY, Goal.MEMORY, Goal.CACHE, Goal.BALANCED);

    /** Least gain that is worth a change of a server: half of the noise of repeats on one machine, 2 to 5 %. */
    private static final double LEAST_GAIN = 0.01;

    private static final int FINALISTS = 3;
    private static final double MOST_ERROR = 0.9;

    private final Baseline baseline;
    private final PlanSpace space;

    /**
     * Creates a planner.
     *
     * @param baseline server to start from
     * @param space configurations to choose from
     */
    public Planner(Baseline baseline, PlanSpace space) {
        this.baseline = baseline;
        this.space = space;
    }

    /**
     * Makes the plans.
     *
     * @param goals goals, each of which gets a plan
     * @param tried configurations whose effects are predicted whatever they are
     * @param measured measured results to show beside the baseline
     * @throws IllegalArgumentException if the baseline itself cannot be simulated, or goodput is wanted without an objective; one
     *     line
     */
    public PlanReport plan(List<Goal> goals, List<Configuration> tried, List<MeasuredChange> measured) {
        baseline.with(Configuration.BASELINE);
        if (goals.contains(Goal.GOODPUT) && !hasObjectives()) {
            throw new IllegalArgumentException("the goal goodput needs objectives, as in -sla \"ttft.p95 <= 500 ms\"");
        }
        PlanSpace.Search search = space.search(baseline);
        SimulationResult own = search.forecaster().baseline(1, search.longSpan());
        Optional<Bottleneck> bottleneck =
                PredictedBottleneck.of(baseline.hardware(), own, space.load().repeatedShare());
        List<Plan> plans = new ArrayList<>();
        for (Goal goal : goals) {
            plans.add(plan(goal, bottleneck));
        }
        List<Trial> trials = tried.stream().map(this::trial).toList();
        List<MeasuredChange> changes = measured.stream().map(this::predicted).toList();
        return new PlanReport(
                baseline.hardware().describe(),
                baseline.engine(),
                space.load().describe(),
                baseline.command().toString(),
                space.criteria().latency().label(),
                Forecast.mean(search.own()),
                bottleneck,
                plans,
                trials,
                changes,
                search.screened(),
                search.size(),
                search.forecaster().simulations(),
                PlanSpace.DRAWS,
                basis(),
                notes());
    }

    private Plan plan(Goal goal, Optional<Bottleneck> bottleneck) {
        List<Candidate> promising = space.promising(baseline, goal, FINALISTS);
        Optional<Candidate> better =
                promising.stream().filter(one -> one.isBetter(goal, LEAST_GAIN)).findFirst();
        if (better.isEmpty()) {
            return Plan.none(goal, whyNone(goal, promising));
        }
        Candidate best = better.get();
        List<Effect> effects = Effect.of(best, hasObjectives(), scaled(best.configuration()));
        return new Plan(
                goal,
                Optional.of(best.configuration()),
                baseline.command(best.configuration()).toString(),
                effects,
                PlanReasons.why(best, bottleneck),
                PlanReasons.risks(best, baseline.with(best.configuration())));
    }

    private String whyNone(Goal goal, List<Candidate> promising) {
        Forecast base = Forecast.mean(space.search(baseline).own());
        boolean meets = space.criteria().broken(space.search(baseline).own()).isEmpty();
        if (promising.isEmpty() && !meets) {
            return "no configuration is predicted to meet every objective, the baseline included";
        }
        if (goal == Goal.COST && base.usdPerToken() == 0) {
            return "no price of the hardware is known";
        }
        if (goal == Goal.CACHE && space.load().repeatedShare().orElse(1) == 0) {
            return "the load repeats no prompt text, as far as known";
        }
        if (goal == Goal.CACHE && space.load().repeatedShare().isEmpty()) {
            return "it is not known whether prompts of the load repeat";
        }
        if (goal == Goal.LATENCY && Double.isInfinite(base.latency())) {
            return "the load exceeds the capacity of every configuration, so that "
                    + space.criteria().latency().label() + " has no bound";
        }
        String queue = goal == Goal.THROUGHPUT && base.waiting() < 1
                ? "; the server keeps up with the load: no request waits"
                : "";
        return promising.isEmpty()
                ? "no change of flags makes a difference for the better" + queue
                : String.format(
                                Locale.ROOT,
                                "the best of them (%s) gains %.1f %%%s",
                                promising.get(0).configuration(),
                                100 * promising.get(0).gain(goal),
                                promising
                                        .get(0)
                                        .gainInterval(goal)
                                        .map(range -> String.format(
                                                Locale.ROOT,
                                                " (%.1f to %.1f %%)",
                                                100 * range.low(),
                                                100 * range.high()))
                                        .orElse(""))
                        + queue;
    }

    /** The configuration beside the baseline with steps longer, and shorter, by the error of the step model. */
    private List<Candidate> scaled(Configuration configuration) {
        double error = error();
        List<Candidate> scaled = new ArrayList<>();
        for (double factor : new double[] {1 / (1 - Math.min(MOST_ERROR, error)), 1 / (1 + error)}) {
            PlanSpace.Search search = space.search(baseline);
            Optional<Forecast> own = search.forecaster().of(Configuration.BASELINE, 1, search.longSpan(), factor);
            Optional<Forecast> other = search.forecaster().of(configuration, 1, search.longSpan(), factor);
            if (own.isPresent() && other.isPresent()) {
                scaled.add(new Candidate(configuration, List.of(own.get()), List.of(other.get())));
            }
        }
        return scaled;
    }

    private boolean hasObjectives() {
        return !space.criteria().objectives().isEmpty();
    }

    private double error() {
        return baseline.hardware().timing().errors().p90();
    }

    private Trial trial(Configuration configuration) {
        Configuration real = configuration.against(baseline.hardware());
        if (real.isBaseline()) {
            return new Trial(real, List.of(), "no configuration difference");
        }
        DeployedHardware possible;
        try {
            possible = baseline.with(real);
        } catch (IllegalArgumentException impossible) {
            return new Trial(real, List.of(), String.valueOf(impossible.getMessage()));
        }
        return space.candidate(baseline, real)
                .map(one -> new Trial(real, Effect.of(one, hasObjectives(), scaled(real)), ""))
                .orElseGet(() -> new Trial(real, List.of(), possible.describe() + " was not simulated"));
    }

    private MeasuredChange predicted(MeasuredChange change) {
        if (change.configuration().isEmpty() || change.configuration().get().isBaseline()) {
            return change;
        }
        Trial trial = trial(change.configuration().get());
        return new MeasuredChange(
                change.label(),
                change.configuration(),
                change.values(),
                trial.effects(),
                (change.note() + (trial.note().isEmpty() ? "" : "; not predicted: " + trial.note()))
                        .replaceFirst("^; ", ""));
    }

    private String basis() {
        return String.format(
                Locale.ROOT,
                "engine simulation with step times by %s; intervals: 95 %% over %d draws of the load, paired with the"
                        + " baseline; model: the change if all step times are off by a factor of %.2f either way (error of"
                        + " TPOT in 9 of 10 of %d checked points)",
                baseline.hardware().timing().profile(),
                PlanSpace.DRAWS,
                1 + error(),
                baseline.hardware().timing().errors().rows());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        space.refused(baseline).forEach((flag, why) -> notes.add("not tried: " + flag.label() + ": " + why));
        if (baseline.isPoolFixed()) {
            notes.add("not tried: gpu-memory-utilization, kv-cache-dtype: the size of the KV pool is given");
        }
        space.criteria()
                .unpredicted()
                .forEach(objective -> notes.add("not checked, since nothing predicts it: " + objective.describe()));
        return notes;
    }
}
