package io.varcas.sizing;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.Sample;
import io.varcas.engine.Scheduling;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** One replica in simulation, under its share of the workload's own arrivals. */
final class EngineCheck {

    private static final double WARMUP_REQUESTS = 500;
    private static final double MEASURED_REQUESTS = 3_000;

    /** A hundredth of the requests still unfinished a good while after they came: the queue grows. */
    private static final double TOLERATED_UNFINISHED = 0.01;

    private static final double DRAIN_IN_E2E = 20;

    private EngineCheck() {}

    static Prediction predict(
            Candidate candidate,
            ReplicaModel replica,
            ServiceWorkload workload,
            double rate,
            Prediction form,
            Seed seed) {
        Engine engine = new Engine(
                candidate.memory().engineLimits(replica.requests().contextTokens()),
                new PhysicalStepTime(replica.stepModel(), replica.coefficients()),
                Scheduling.DEFAULT);
        double e2e = form.at(LatencyMetric.E2E, Quantile.P50).value();
        Horizon horizon = Horizon.time(seconds(WARMUP_REQUESTS / rate), seconds(MEASURED_REQUESTS / rate))
                .withDrain(seconds(DRAIN_IN_E2E * (Double.isFinite(e2e) ? e2e : 1)));
        SimulationResult result = Simulation.run(
                Cluster.single(engine), Load.open(workload.arrivals(rate)), workload.requests(), horizon, seed);
        double outside = replica.secondsOutsideTheEngine();
        double tokens = replica.requests().outputTokens() - 1;
        Map<LatencyMetric, Map<Quantile, Estimate>> latencies = new EnumMap<>(LatencyMetric.class);
        for (LatencyMetric metric : LatencyMetric.values()) {
            Map<Quantile, Estimate> byQuantile = new EnumMap<>(Quantile.class);
            for (Quantile quantile : Quantile.values()) {
                double first = at(result.ttft(), quantile) + outside;
                double each = at(result.tpot(), quantile);
                double value = switch (metric) {
                    case TTFT -> first;
                    case TPOT -> each;
                    case E2E -> first + tokens * each;
                };
                byQuantile.put(quantile, replica.estimate(metric, value, result.meanRunning()));
            }
            latencies.put(metric, byQuantile);
        }
        boolean overloaded = result.unfinished() > TOLERATED_UNFINISHED * result.measured();
        double utilisation = form.utilisation();
        return replica.prediction(
                Origin.SIMULATION,
                latencies,
                result.meanRunning(),
                overloaded ? Math.max(1, utilisation) : Math.min(utilisation, Math.nextDown(1.0)));
    }

    private static double at(Sample sample, Quantile quantile) {
        return sample.count() == 0 ? 0 : sample.quantile(quantile.level());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
    }
}
