package io.varcas.sizing;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.Sample;
import io.varcas.engine.Scheduling;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.engine.StepBatch;
import io.varcas.engine.StepTimeLaw;
import io.varcas.queueing.Drafts;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Estimate;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** One replica in simulation, under its share of the workload's own arrivals. */
final class EngineCheck {

    static final double WARMUP_REQUESTS = 500;
    static final double MEASURED_REQUESTS = 3_000;

    /** A hundredth of the requests still unfinished a good while after they came: the queue grows. */
    private static final double TOLERATED_UNFINISHED = 0.01;

    private static final double DRAIN_IN_E2E = 20;

    private EngineCheck() {}

    /** Runs one replica under its share of the demand. */
    static Prediction predict(
            Candidate candidate, ReplicaModel replica, ServiceWorkload workload, Demand share, Seed seed) {
        return predict(candidate, replica, workload, share, PoolRole.WHOLE, seed);
    }

    /** Runs one replica of a pool that does a part of each request. */
    static Prediction predict(
            Candidate candidate,
            ReplicaModel replica,
            ServiceWorkload workload,
            Demand share,
            PoolRole role,
            Seed seed) {
        Prediction form = replica.predict(share);
        Drafts drafts = replica.drafts();
        StepTimeLaw law = role.law(new PhysicalStepTime(replica.stepModel(), replica.coefficients()));
        boolean drafting = drafts.tokens() > 0;
        Engine engine = new Engine(
                role.limits(candidate.memory().engineLimits(replica.requests().contextTokens())),
                drafting ? new DraftingStepTime(law, drafts.stretch()) : law,
                drafting
                        ? Scheduling.DEFAULT.withSpeculation(
                                new Scheduling.Speculation(drafts.tokens(), drafts.acceptance(), seed.derive("drafts")))
                        : Scheduling.DEFAULT);
        double rate = form.requestsPerSecond();
        double e2e = form.at(LatencyMetric.E2E, Quantile.P50).value();
        double turn = Double.isFinite(e2e) ? e2e : 1;
        Load load = share.load(workload);
        double joining = 0;
        if (load instanceof Load.Closed users) {
            double apart = users.users() / rate; // between two requests of a user
            load = new Load.Closed(users.users(), users.meanThinkTime(), users.thinking(), seconds(apart));
            joining = 2 * apart;
        }
        Horizon horizon = Horizon.time(seconds(joining + WARMUP_REQUESTS / rate), seconds(MEASURED_REQUESTS / rate))
                .withDrain(seconds(DRAIN_IN_E2E * turn));
        SimulationResult result = Simulation.run(Cluster.single(engine), load, workload.requests(), horizon, seed);
        double outside = role == PoolRole.DECODE ? 0 : replica.secondsOutsideTheEngine();
        Map<LatencyMetric, Map<Quantile, Estimate>> latencies = new EnumMap<>(LatencyMetric.class);
        for (LatencyMetric metric : LatencyMetric.values()) {
            Map<Quantile, Estimate> byQuantile = new EnumMap<>(Quantile.class);
            for (Quantile quantile : Quantile.values()) {
                double value = switch (metric) {
                    case TTFT -> at(result.ttft(), quantile) + outside;
                    case TPOT -> at(result.tpot(), quantile);
                    case E2E -> at(result.e2e(), quantile) + outside;
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
                load instanceof Load.Closed ? result.requestsPerSecond() : rate,
                result.meanRunning(),
                overloaded ? Math.max(1, utilisation) : Math.min(utilisation, Math.nextDown(1.0)));
    }

    private static double at(Sample sample, Quantile quantile) {
        return sample.count() == 0 ? 0 : sample.quantile(quantile.level());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
    }

    /** A step that drafts before it verifies, where it decodes at all. */
    private record DraftingStepTime(StepTimeLaw law, double stretch) implements StepTimeLaw {

        @Override
        public long nanos(StepBatch batch) {
            return stretched(law.nanos(batch), batch);
        }

        @Override
        public long nanosUntilNext(StepBatch batch) {
            return stretched(law.nanosUntilNext(batch), batch);
        }

        private long stretched(long nanos, StepBatch batch) {
            return batch.decodeSequences() > 0 ? Math.round(stretch * nanos) : nanos;
        }
    }
}
