package io.varcas.sizing;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.calibration.FittedRange;
import io.varcas.calibration.RelativeErrors;
import io.varcas.queueing.Drafts;
import io.varcas.queueing.LatencyQuantiles;
import io.varcas.queueing.OpenLoop;
import io.varcas.queueing.QueueModel;
import io.varcas.queueing.RequestOverheads;
import io.varcas.queueing.ServingPoint;
import io.varcas.queueing.SharedProcessor;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.OpCost;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepCost;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Estimate;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Objectives;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One replica in closed form: how fast at a rate, and the highest rate at which the objectives hold. */
final class ReplicaModel {

    private static final int BISECTIONS = 8;
    private static final double NEARLY_IDLE = 0.02; // of capacity

    private final RequestStatistics requests;
    private final double arrivalSquaredVariation;
    private final ServingPoint point;
    private final OpenLoop loop;
    private final RequestOverheads overheads;
    private final @Nullable FittedRange range;
    private final RelativeErrors tpotErrors;
    private final RelativeErrors ttftErrors;
    private final double batchedTokens;

    ReplicaModel(
            Deployment deployment,
            ServingLimits limits,
            MemoryPlan memory,
            RequestStatistics requests,
            double arrivalSquaredVariation,
            Drafts drafts,
            Optional<DeviceProfile> profile) {
        double context = requests.contextTokens();
        this.requests = requests;
        this.arrivalSquaredVariation = arrivalSquaredVariation;
        this.batchedTokens = limits.maxNumBatchedTokens();
        this.point = new ServingPoint(
                new StepModel(deployment),
                profile.map(DeviceProfile::coefficients).orElse(StepCoefficients.DEFAULT),
                limits,
                requests.computedTokens(),
                Math.max(0, requests.promptTokens() - requests.computedTokens()),
                requests.outputTokens(),
                requests.outputSquaredVariation(),
                Math.max((double) memory.kvTokens(context), context),
                drafts);
        this.loop = new OpenLoop(point);
        this.overheads =
                profile.flatMap(p -> Optional.ofNullable(p.overheads())).orElse(RequestOverheads.OPEN_LOOP);
        this.range = profile.map(DeviceProfile::range).orElse(null);
        this.tpotErrors = profile.map(known -> known.tpotErrorsOf(deployment))
                .filter(errors -> Double.isFinite(errors.p90()))
                .orElseGet(() -> DeviceProfiles.UNFITTED_TPOT_ERRORS.widenedFor(
                        deployment.kernels().evidence()));
        this.ttftErrors = profile.map(known -> known.ttftErrorsOf(deployment))
                .filter(errors -> Double.isFinite(errors.p90()))
                .orElseGet(() -> DeviceProfiles.UNFITTED_TTFT_ERRORS.widenedFor(
                        deployment.kernels().evidence()));
    }

    double capacityPerSecond() {
        return loop.capacityPerSecond();
    }

    RequestStatistics requests() {
        return requests;
    }

    StepModel stepModel() {
        return point.model();
    }

    Drafts drafts() {
        return point.drafts();
    }

    StepCoefficients coefficients() {
        return point.coefficients();
    }

    /** What a first token costs outside the engine. */
    double secondsOutsideTheEngine() {
        return (overheads.ingressMillis()
                        + overheads.perLayerMillis()
                                * point.model().deployment().model().layers())
                * 1e-3;
    }

    /** Returns the demand of a kind at which the replica is full: every place taken. */
    double fullAmount(Demand kind) {
        return kind instanceof Demand.Users users
                ? loop.mostRunning() + capacityPerSecond() * thinkSeconds(users)
                : capacityPerSecond();
    }

    /**
     * Returns the largest amount of demand, up to a share of the full one, at which all objectives hold; 0 if they do
     * not hold at any.
     */
    double amountWithinObjectives(Demand kind, Objectives objectives, double safetyMargin, double mostUtilisation) {
        double most = mostUtilisation * fullAmount(kind);
        if (holds(objectives, safetyMargin, kind.of(most))) {
            return most;
        }
        // A replica that serves one user well serves none better.
        double low = kind instanceof Demand.Users ? Math.max(1, NEARLY_IDLE * most) : NEARLY_IDLE * most;
        if (low > most) {
            return holds(objectives, safetyMargin, kind.of(low)) ? low : 0;
        }
        if (!holds(objectives, safetyMargin, kind.of(low))) {
            return 0;
        }
        double high = most;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (holds(objectives, safetyMargin, kind.of(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean holds(Objectives objectives, double safetyMargin, Demand share) {
        SharedProcessor state = steadyState(share);
        if (!state.stable()) {
            return false;
        }
        LatencyQuantiles latencies = latencies(state, share);
        for (LatencyMetric metric : LatencyMetric.values()) {
            for (Quantile quantile : Quantile.values()) {
                OptionalDouble target = objectives.of(metric).at(quantile);
                if (target.isPresent()
                        && seconds(metric, quantile, latencies) > target.getAsDouble() * (1 - safetyMargin)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Predicts the replica under its share of the demand. */
    Prediction predict(Demand share) {
        SharedProcessor state = steadyState(share);
        boolean stable = state.stable();
        @Nullable LatencyQuantiles of = stable ? latencies(state, share) : null;
        Map<LatencyMetric, Map<Quantile, Estimate>> latencies = new EnumMap<>(LatencyMetric.class);
        for (LatencyMetric metric : LatencyMetric.values()) {
            Map<Quantile, Estimate> byQuantile = new EnumMap<>(Quantile.class);
            for (Quantile quantile : Quantile.values()) {
                double seconds = of == null ? Double.POSITIVE_INFINITY : seconds(metric, quantile, of);
                byQuantile.put(quantile, estimate(metric, seconds, stable ? state.meanRunning() : point.mostRunning()));
            }
            latencies.put(metric, byQuantile);
        }
        double utilisation = share.amount() / fullAmount(share);
        return prediction(
                Origin.CLOSED_FORM,
                latencies,
                stable ? state.requestsPerSecond() : ((Demand.Rate) share).perSecond(),
                stable ? state.meanRunning() : point.mostRunning(),
                stable || utilisation >= 1 ? utilisation : 1);
    }

    /** Returns the replica as queues of the textbook, in the state of a prediction. */
    List<QueueModel> queueModels(Demand share, Prediction prediction) {
        double tpot = prediction.at(LatencyMetric.TPOT, Quantile.P50).value();
        return loop.queueModels(
                prediction.requestsPerSecond(),
                prediction.running(),
                Double.isFinite(tpot) ? tpot : loop.mostRunning() / (capacityPerSecond() * point.outputTokens()),
                squaredVariation(share),
                requests.draws(),
                overheads);
    }

    private SharedProcessor steadyState(Demand share) {
        if (share instanceof Demand.Users users) {
            return loop.steadyStateOf(users.whole(), thinkSeconds(users));
        }
        return loop.steadyState(share.amount());
    }

    private static double thinkSeconds(Demand.Users users) {
        return users.thinkTime().toNanos() * 1e-9;
    }

    /** Puts a prediction together, with the part of a typical step that dominates it. */
    Prediction prediction(
            Origin origin,
            Map<LatencyMetric, Map<Quantile, Estimate>> latencies,
            double requestsPerSecond,
            double running,
            double utilisation) {
        double perStep = running * point.promptTokens() / point.outputTokens();
        StepShape typical = StepShape.decode(Math.max(1, running), point.meanContextTokens());
        if (perStep > point.promptTokens() / 2) { // more than every second step carries a prompt
            typical = typical.with(1, Math.min(batchedTokens, point.promptTokens()), point.cachedTokens());
        }
        StepCost cost = point.model().cost(typical, point.coefficients());
        OpCost dominant = cost.dominant();
        return new Prediction(
                origin,
                latencies,
                requestsPerSecond,
                running,
                utilisation,
                capacityPerSecond(),
                Math.min(1, running * point.meanContextTokens() / point.kvTokens()),
                dominant.op(),
                dominant.seconds() / cost.seconds(),
                cost.bound());
    }

    /** Widens a predicted latency by the errors of its kind, and by the distance from what they were found on. */
    Estimate estimate(LatencyMetric metric, double seconds, double running) {
        double distance = range == null ? 1 : range.widening(Math.max(1, running), point.meanContextTokens());
        return switch (metric) {
            case TTFT -> Estimate.of(seconds, ttftErrors.widenedBy(distance));
            case TPOT, E2E -> Estimate.of(seconds, tpotErrors.widenedBy(distance));
        };
    }

    private LatencyQuantiles latencies(SharedProcessor state, Demand share) {
        return loop.latencies(state, squaredVariation(share), requests.draws(), overheads);
    }

    /** The requests of users who wait for their responses are taken for Poisson. */
    private double squaredVariation(Demand share) {
        return share instanceof Demand.Users ? 1 : arrivalSquaredVariation;
    }

    private static double seconds(LatencyMetric metric, Quantile quantile, LatencyQuantiles latencies) {
        return switch (metric) {
            case TTFT -> latencies.ttftSeconds(quantile.level());
            case TPOT -> latencies.tpotSeconds(quantile.level());
            case E2E -> latencies.e2eSeconds(quantile.level());
        };
    }
}
