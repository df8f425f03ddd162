package io.varcas.benchmarks.truth;

import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.Decision;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.CompareOptions.Pairing;
import io.varcas.compare.match.Side;
import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.fork.Workloads;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.prediction.Predictor;
import io.varcas.result.RunResult;
import io.varcas.result.ServerCost;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.workload.WorkloadPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A test of the comparison in virtual time: runs of the simulator's engine under a workload's own arrivals and lengths, on a server whose speed
 * is drawn for each run with a spread of 2 %, compared as {@code ab} compares, with as many repeats as a comparison of six asks for. Identical sides may be called different in at most 5 of 100 comparisons, a server slowed by 5 % must be found in 19
 * of 20, and must never be accepted.
 *
 * <pre>java -cp benchmarks.jar io.varcas.benchmarks.truth.ComparisonPower 100 50</pre>
 */
public final class ComparisonPower {

    /** As many as {@code ab} makes unless told otherwise. */
    private static final int PILOT = 6;

    private static final double NOISE = 0.02;
    private static final double SLOW_DOWN = 1.05;
    private static final double EFFECT = 0.05;
    private static final CompareOptions DEFAULT = CompareOptions.DEFAULT.withPairing(Pairing.IN_ORDER);
    private static final CompareOptions FINE = DEFAULT.withEffect(EFFECT);

    private final Random chance;
    private final DeployedHardware hardware;
    private long seed;

    /** One comparison, with as many repeats as its pilot asked for. */
    private record Outcome(ChangeVerdict verdict, Decision.Outcome decision, int repeats) {}

    private ComparisonPower(long seed) {
        this.chance = new Random(seed);
        this.seed = seed;
        this.hardware =
                DeploymentResolver.resolve(DeploymentSpec.parse("h100,model=llama-3.1-8b"), Catalogs.bundled(), "vllm");
    }

    /**
     * Compares and prints the counts.
     *
     * @param args comparisons of identical sides (100), comparisons with the slowed server (50), seed (1)
     */
    public static void main(String[] args) {
        int equals = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int slowed = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        ComparisonPower power = new ComparisonPower(seed);
        power.count("identical, -effect 10 %", equals, 1, DEFAULT);
        power.count("identical, -effect 5 %", equals, 1, FINE);
        power.count("slower by 5 %, -effect 5 %", slowed, SLOW_DOWN, FINE);
    }

    private void count(String what, int comparisons, double factor, CompareOptions options) {
        Map<ChangeVerdict, Integer> verdicts = new EnumMap<>(ChangeVerdict.class);
        Map<Decision.Outcome, Integer> decisions = new EnumMap<>(Decision.Outcome.class);
        int repeats = 0;
        int most = 0;
        for (int i = 0; i < comparisons; i++) {
            Outcome outcome = compare(factor, options);
            verdicts.merge(outcome.verdict(), 1, Integer::sum);
            decisions.merge(outcome.decision(), 1, Integer::sum);
            repeats += outcome.repeats();
            most = Math.max(most, outcome.repeats());
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d comparisons: %s, %s; %.1f repeats a side on average, %d at most%n",
                what,
                comparisons,
                verdicts,
                decisions,
                (double) repeats / Math.max(1, comparisons),
                most);
    }

    /** Makes six repeats a side to learn their spread, then compares as many fresh ones as the comparison of those asked for. */
    private Outcome compare(double factor, CompareOptions options) {
        Comparison pilot = Comparison.of(side("A", PILOT, 1), side("B", PILOT, factor), options);
        seed += PILOT;
        int repeats = Math.max(PILOT, pilot.trials().get(0).repeatsNeeded().orElse(PILOT));
        Side candidate = side("B", repeats, factor);
        Comparison comparison = Comparison.of(side("A", repeats, 1), candidate, options);
        seed += repeats;
        return new Outcome(
                comparison.verdict(),
                AcceptanceRule.NOT_WORSE.decide(comparison, candidate).outcome(),
                repeats);
    }

    /** Returns a side whose i-th run has the seed that the i-th of the other side has, and a speed of its own. */
    private Side side(String name, int repeats, double factor) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            runs.add(run(seed + i, factor));
        }
        return new Side(name, runs);
    }

    private RunResult run(long own, double factor) {
        WorkloadPlan plan = plan(own);
        double speed = factor * (1 + NOISE * chance.nextGaussian());
        MetricSet metrics = Predictor.predict(
                        plan, hardware.slowerBy(speed), ServerCost.unknown("no price is asked"), true)
                .metrics();
        return result(plan, metrics);
    }

    private WorkloadPlan plan(long own) {
        RunOptions options = RunOptions.builder()
                .include("[.]ChatLow$")
                .set("rate", List.of("20"))
                .set("measurement.iterations", List.of("1"))
                .set("measurement.time", List.of("20s"))
                .set("seed", List.of(String.valueOf(own)))
                .build();
        return new TrialPlanner(options)
                .plan(Workloads.discover().select(options.includes(), options.excludes()))
                .get(0);
    }

    /** Puts the numbers of a run into the result that a run on a wall clock would have. */
    private static RunResult result(WorkloadPlan plan, MetricSet metrics) {
        TrialResult trial = TrialResult.builder(
                        plan.spec().className(),
                        plan.spec().name(),
                        new Timing(
                                plan.windows().warmups(),
                                plan.windows().warmupTime(),
                                plan.windows().measurements(),
                                plan.windows().measurementTime(),
                                plan.windows().drainLimit()))
                .settings(plan.settings().values())
                .load(plan.describeLoad(), OptionalInt.empty())
                .seed(plan.seed().value())
                .metrics(MetricSet.of(
                        metrics.all().stream().map(ComparisonPower::simulated).toList()))
                .build();
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                "virtual-" + plan.seed().value(),
                Status.COMPLETED,
                Instant.EPOCH,
                Instant.EPOCH,
                "virtual time",
                Optional.empty(),
                List.of(),
                HostIdentity.UNKNOWN,
                JvmIdentity.UNKNOWN,
                new TargetIdentity("sim:h100", "sim:h100", true, Optional.empty(), "", OptionalInt.empty(), Map.of()),
                List.of(trial));
    }

    private static MetricSummary simulated(MetricSummary summary) {
        return new MetricSummary(
                summary.metric(), summary.ok(), summary.n(), summary.failed(), Origin.SIMULATED, summary.statistics());
    }
}
