package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineCounters;
import io.varcas.engine.SimulationResult;
import io.varcas.metric.MetricSet;
import io.varcas.profiler.Reading;
import io.varcas.queueing.RequestOverheads;
import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.OpCost;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Predicts a trial: the engine is simulated three times under the trial's own arrivals and lengths, with step times as expected, and
 * longer and shorter by the error that nine in ten checked predictions stayed within.
 */
public final class Predictor {

    private static final double GIB = 1L << 30;
    private static final double MOST_ERROR = 0.9;

    private final WorkloadPlan plan;
    private final DeployedHardware hardware;
    private final ServerCost cost;
    private final boolean simulated;
    private final Optional<DataTraffic> data;

    private Predictor(WorkloadPlan plan, DeployedHardware hardware, ServerCost cost, boolean simulated) {
        this.plan = plan;
        this.hardware = hardware;
        this.cost = cost;
        this.simulated = simulated;
        this.data = LoadSimulation.data(plan, hardware);
    }

    /**
     * Predicts. Takes some tenths of a second at most, however long the trial, and some more to read the beginning of a dataset.
     *
     * @param plan the trial
     * @param hardware the hardware under the server; the model fits into it
     * @param cost what it costs
     * @param simulated whether the server is the embedded one, which simulates this hardware and its ingress
     */
    public static PredictionResult predict(
            WorkloadPlan plan, DeployedHardware hardware, ServerCost cost, boolean simulated) {
        return new Predictor(plan, hardware, cost, simulated).predict();
    }

    private PredictionResult predict() {
        if (plan.load() instanceof LoadShape.Closed closed && closed.batch() > 1) {
            return PredictionResult.none("users with batches of requests are not simulated");
        }
        if (plan.load().cap().isPresent()) {
            return PredictionResult.none("requests that wait in the client for a place are not simulated");
        }
        if (data.map(all -> all.requests().isEmpty()).orElse(false)) {
            return PredictionResult.none("the dataset has no request before the load ends");
        }
        List<SimulationResult> forks = simulate(hardware, 1);
        double error = hardware.timing().errors().p90();
        MetricSet expected = metrics(forks, 1);
        double slower = 1 / (1 - Math.min(MOST_ERROR, error)); // the error is predicted / measured - 1
        MetricSet slow = metrics(simulate(hardware.slowerBy(slower), slower), slower);
        MetricSet fast = metrics(simulate(hardware.slowerBy(1 / (1 + error)), 1 / (1 + error)), 1 / (1 + error));
        double output = data.map(DataTraffic::meanOutput).orElseGet(() -> PlannedLengths.meanOutput(plan));
        StepPoints points = StepPoints.of(hardware, forks, promptTokens(forks), output);
        return new PredictionResult(
                basis(forks),
                expected,
                readings(forks, points),
                Optional.of(points.roofline()),
                Optional.of(new PredictionResult.Interval(
                        PredictedMetrics.combine(List.of(expected, slow, fast), Math::min),
                        PredictedMetrics.combine(List.of(expected, slow, fast), Math::max),
                        meaning(error))));
    }

    private List<SimulationResult> simulate(DeployedHardware on, double factor) {
        return new LoadSimulation(plan, on, ingress(factor), data).run();
    }

    private MetricSet metrics(List<SimulationResult> forks, double factor) {
        return cost.on(PredictedMetrics.of(forks, ingress(factor)));
    }

    /** What a first token costs outside the engine: as fitted; else at low load, or as closed-loop benchmarks have it. */
    private Duration ingress(double factor) {
        RequestOverheads overheads = hardware.timing().overheads();
        if (!simulated && hardware.timing().fittedOverheads() == null && plan.load() instanceof LoadShape.Closed) {
            overheads = RequestOverheads.CLOSED_LOOP;
        }
        double millis = overheads.ingressMillis()
                + overheads.perLayerMillis() * hardware.deployment().model().layers();
        return Duration.ofNanos(Math.round(millis * factor * 1e6));
    }

    private String basis(List<SimulationResult> forks) {
        long requests = forks.stream().mapToLong(SimulationResult::measured).sum();
        return hardware.describe() + "; engine simulation of " + requests
                + " requests of the load itself, step times by "
                + hardware.timing().profile()
                + data.map(all -> "; lengths from the data, or as declared if missing; repeated text by words")
                        .orElse("")
                + (writes() ? "; prompts by the lengths declared; no shared prefixes assumed" : "")
                + (repeats() ? "; repeated text by its tokens as estimated" : "")
                + (converses() ? "; conversations of " + plan.session().turns() + " turns" : "")
                + (plan.request().ignoreEos() ? "" : "; outputs by the lengths declared")
                + (simulated ? "; the simulator runs the same engine" : "");
    }

    /** Returns whether prompts begin as others did. */
    private boolean repeats() {
        return data.isEmpty() && !writes() && (!plan.sharesNothing() || converses());
    }

    /** Prompts that a method writes, and those of data, have no next turn. */
    private boolean converses() {
        return data.isEmpty() && !writes() && plan.session().turns() > 1;
    }

    private boolean writes() {
        return plan.spec().writesPrompts();
    }

    /** Mean tokens of a prompt: those of later turns hold all before them. */
    private double promptTokens(List<SimulationResult> forks) {
        if (data.isPresent()) {
            return data.get().meanInput();
        }
        double tokens = counted(forks, EngineCounters::promptTokens);
        double prompts = counted(forks, EngineCounters::finishedLength);
        return converses() && prompts > 0 ? tokens / prompts : PlannedLengths.meanInput(plan);
    }

    private static double counted(List<SimulationResult> forks, ToLongFunction<EngineCounters> count) {
        return forks.stream()
                .flatMap(fork -> fork.counters().stream())
                .mapToLong(count)
                .sum();
    }

    private String meaning(double error) {
        return String.format(
                Locale.ROOT,
                "step times and overheads off by a factor of %.2f either way: the error of TPOT that 9 in 10 of %d"
                        + " checked points stayed within",
                1 + error,
                hardware.timing().errors().rows());
    }

    private List<Reading> readings(List<SimulationResult> forks, StepPoints points) {
        MemoryPlan memory = hardware.memory();
        OpCost dominant = points.typical().dominant();
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of("accelerators", "", hardware.accelerators()));
        readings.add(Reading.of("weights", "GiB", memory.weights().total() / GIB));
        readings.add(
                Reading.of("kv.pool", "tokens", (double) hardware.engineLimits().kvTokens()));
        readings.add(Reading.of(
                "kv.usage.max",
                "%",
                100
                        * forks.stream()
                                .mapToDouble(SimulationResult::maxKvUsage)
                                .max()
                                .orElse(0)));
        if (hardware.scheduling().prefixCaching()) {
            double asked = counted(forks, EngineCounters::prefixCacheQueries);
            readings.add(Reading.of(
                    "kv.prefixHits",
                    "%",
                    asked == 0 ? 0 : 100 * counted(forks, EngineCounters::prefixCacheHits) / asked));
        }
        readings.add(Reading.of("running", "requests", PredictedMetrics.mean(forks, SimulationResult::meanRunning)));
        readings.add(Reading.of("preemptions", "", (double)
                forks.stream().mapToLong(SimulationResult::preemptions).sum()));
        readings.add(new Reading(
                PredictionText.DOMINANT,
                "%",
                OptionalDouble.of(100 * dominant.seconds() / points.typical().seconds()),
                dominant.op().label() + ", of a typical step; most of which is bound by "
                        + points.typical().bound().name().toLowerCase(Locale.ROOT)));
        readings.add(new Reading("price", "USD/h", cost.usdPerHour(), cost.basis()));
        return readings;
    }
}
