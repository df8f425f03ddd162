package io.varcas.queueing;

import io.varcas.roofline.StepShape;

/**
 * Mean values under Poisson arrivals, by {@link SharedProcessor}: n requests running advance one token in
 *
 * <pre>
 * t(n) = t_d(n) / (1 - lambda n_c (t_m(n) - t_d(n)))
 * </pre>
 *
 * <p>t_d being a step that only decodes, t_m one that carries a chunk too, and n_c the chunks of a prompt. TTFT is what
 * remains of the step a request comes in, its own chunks, and the wait for a place.
 *
 * <p>Right for: means up to three quarters of capacity. For percentiles, bursts and the knee, simulate.
 */
public final class OpenLoop {

    /** Requests running beyond which no steady state is looked for: a step of so many is past any useful latency. */
    private static final int MOST_RUNNING = 4_096;

    private static final double HEADROOM = 1e-3;
    private static final int BISECTIONS = 40;

    private final ServingPoint point;
    private final double mostRunning;
    private final double chunks;
    private final StepCurve steps;

    /**
     * @param point what is served, and what requests are like
     */
    public OpenLoop(ServingPoint point) {
        this.point = point;
        this.mostRunning = Math.max(1, Math.min(point.mostRunning(), MOST_RUNNING));
        this.chunks = Math.ceil(point.promptTokens() / point.limits().maxNumBatchedTokens());
        double chunkTokens = point.promptTokens() / chunks;
        this.steps =
                new StepCurve(point, mostRunning, chunkTokens, point.cachedTokens() + (chunks - 1) * chunkTokens / 2);
    }

    /**
     * Returns the steady state at a rate.
     *
     * @param arrivalsPerSecond Poisson arrivals per second, above 0
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public SharedProcessor steadyState(double arrivalsPerSecond) {
        return SharedProcessor.solve(
                arrivalsPerSecond,
                point.outputTokens(),
                (int) mostRunning,
                running -> tokenSeconds(arrivalsPerSecond, running));
    }

    /**
     * Predicts.
     *
     * @param arrivalsPerSecond Poisson arrivals per second, above 0
     * @param overheads what TTFT costs outside the engine
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public MeanPrediction predict(double arrivalsPerSecond, RequestOverheads overheads) {
        SharedProcessor state = steadyState(arrivalsPerSecond);
        double capacity = capacityPerSecond();
        if (!state.stable()) {
            // The queue grows without end, but those that run advance: all places taken, at the rate of capacity.
            double tokens = capacity * point.outputTokens();
            return new MeanPrediction(
                    Double.POSITIVE_INFINITY,
                    mostRunning / tokens,
                    mostRunning,
                    capacity,
                    tokens,
                    Math.max(1, arrivalsPerSecond / capacity));
        }
        double running = state.meanRunning();
        double plain = steps.plainSeconds(running);
        double mixed = steps.mixedSeconds(running);
        double share = Math.min(1, arrivalsPerSecond * chunks * state.meanTokenSeconds());
        double mean = (1 - share) * plain + share * mixed;
        double residual = ((1 - share) * plain * plain + share * mixed * mixed) / (2 * mean);
        double busy = -Math.expm1(-running); // a request that finds the engine idle does not wait for a step to end
        double ttft = overheads.seconds(point.model().deployment().model().layers())
                + busy * residual
                + chunks * mixed
                + state.meanWaitSeconds();
        return new MeanPrediction(
                ttft,
                state.meanTokenSeconds(),
                running,
                arrivalsPerSecond,
                arrivalsPerSecond * point.outputTokens(),
                Math.min(arrivalsPerSecond / capacity, Math.nextDown(1.0)));
    }

    /**
     * Returns an approximate quantile of TTFT for prompts of a length: quantiles of what is left of the step a request
     * comes in, of the wait for a place, and the prompt's own reading, added up. Adding quantiles errs upward.
     *
     * @param state the steady state at the rate, which must be stable
     * @param arrivalsPerSecond that rate
     * @param q from 0 to below 1
     * @param promptTokens prompt tokens to be computed, above 0: for the quantile over all requests, the same quantile of
     *     prompt lengths
     * @param overheads what TTFT costs outside the engine
     */
    public double ttftQuantileSeconds(
            SharedProcessor state,
            double arrivalsPerSecond,
            double q,
            double promptTokens,
            RequestOverheads overheads) {
        double running = state.meanRunning();
        double plain = steps.plainSeconds(running);
        double mixed = steps.mixedSeconds(running);
        double share = Math.min(1, arrivalsPerSecond * chunks * state.meanTokenSeconds());
        double mean = (1 - share) * plain + share * mixed;
        double busy = -Math.expm1(-running);
        double residual = residualQuantile(q, busy, share * mixed / mean, plain, mixed);
        double joined = arrivalsPerSecond * residual * Math.max(0, mixed - plain);
        double parts = Math.ceil(promptTokens / point.limits().maxNumBatchedTokens());
        double own = parts
                * seconds(StepShape.decode(running, point.meanContextTokens())
                        .with(1, promptTokens / parts, (parts - 1) * promptTokens / parts / 2));
        double chance = state.waitProbability();
        double wait =
                1 - q >= chance || chance == 0 ? 0 : state.meanWaitSeconds() / chance * Math.log(chance / (1 - q));
        return overheads.seconds(point.model().deployment().model().layers()) + residual + joined + own + wait;
    }

    /** What is left of the current step: even over its length, which is one of two; none if the engine is idle. */
    private static double residualQuantile(double q, double busy, double mixedTime, double plain, double mixed) {
        double low = 0;
        double high = Math.max(plain, mixed);
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double beyond = busy
                    * (mixedTime * Math.max(0, 1 - middle / mixed) + (1 - mixedTime) * Math.max(0, 1 - middle / plain));
            if (beyond > 1 - q) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double seconds(StepShape step) {
        return point.model().seconds(step, point.coefficients());
    }

    /**
     * Returns the rate at which the engine is full: all places taken, and requests leave as fast as they come. From
     * {@code lambda O t(K) = K}.
     */
    public double capacityPerSecond() {
        double plain = steps.plainSeconds(mostRunning);
        double extra = Math.max(0, steps.mixedSeconds(mostRunning) - plain);
        return mostRunning / (point.outputTokens() * plain + mostRunning * chunks * extra);
    }

    private double tokenSeconds(double arrivalsPerSecond, int running) {
        double plain = steps.plainSeconds(running);
        double left = 1 - arrivalsPerSecond * chunks * Math.max(0, steps.mixedSeconds(running) - plain);
        return left < HEADROOM ? Double.POSITIVE_INFINITY : plain / left;
    }
}
