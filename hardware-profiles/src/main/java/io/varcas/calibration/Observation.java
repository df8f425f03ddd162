package io.varcas.calibration;

import io.varcas.engine.EngineLimits;
import io.varcas.engine.Sample;
import io.varcas.engine.SimulationResult;
import io.varcas.model.ModelArchitecture;
import io.varcas.queueing.ClosedLoop;
import io.varcas.queueing.MeanPrediction;
import io.varcas.queueing.OpenLoop;
import io.varcas.queueing.RequestOverheads;
import io.varcas.queueing.ServingPoint;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.validation.Violations;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One measured point of serving: what was served how, under what load, and what came out.
 *
 * @param label where it is from, to name it in reports
 * @param engine engine and version, such as {@code vllm 0.15.1}
 * @param deployment what was served on what
 * @param limits the limits of the server
 * @param promptTokens mean prompt tokens computed, above 0
 * @param cachedTokens mean prompt tokens found in the prefix cache, at least 0
 * @param outputTokens mean output tokens, at least 1
 * @param outputSquaredVariation squared coefficient of variation of output lengths, at least 0
 * @param kvTokens tokens of the KV pool as logged; empty to work them out
 * @param offered how requests came
 * @param measured what came out
 * @param notFittedBecause why it is judged but not fitted to, such as prompts shared at an unpublished rate; null
 *     if
 *     it is fitted to
 * @param run the run request by request, if it was recorded: then the measured time per output token is taken for the
 *     median of its finished requests; null for a steady state
 */
public record Observation(
        String label,
        String engine,
        Deployment deployment,
        ServingLimits limits,
        double promptTokens,
        double cachedTokens,
        double outputTokens,
        double outputSquaredVariation,
        OptionalDouble kvTokens,
        Offered offered,
        Measured measured,
        @Nullable String notFittedBecause,
        @Nullable RecordedRun run) {

    /**
     * @throws IllegalArgumentException if a length is out of its range
     */
    public Observation {
        Violations.in("observation " + label)
                .notBlank("label", label)
                .positive("prompt", promptTokens, "tokens")
                .notNegative("cached prompt", cachedTokens, "tokens")
                .within(1, 1e9, "output", outputTokens, "tokens")
                .raise();
    }

    /** Returns the group that must be held out together: a model on an accelerator. */
    public String group() {
        return deployment.model().id() + " on " + deployment.accelerator().id();
    }

    /**
     * Predicts this point.
     *
     * @param coefficients what the step's terms are multiplied with
     * @param overheads what TTFT costs outside the engine; null for the usual ones of its kind of load
     */
    public MeanPrediction predict(StepCoefficients coefficients, @Nullable RequestOverheads overheads) {
        if (offered instanceof Offered.Users users) {
            return new ClosedLoop(point(coefficients), users.count())
                    .predict(
                            overheads == null
                                    ? RequestOverheads.closedLoop(
                                            deployment.kernels().graphs())
                                    : overheads,
                            users.requestsEach());
        }
        return new OpenLoop(point(coefficients))
                .predict(
                        ((Offered.Rate) offered).perSecond(),
                        overheads == null ? RequestOverheads.OPEN_LOOP : overheads);
    }

    /**
     * Returns the terms of the mean time per output token, linear in the linear coefficients: exact in a closed loop; in
     * an open one, at the concurrency that these coefficients predict.
     */
    double[] tpotTerms(StepCoefficients coefficients) {
        ServingPoint point = point(coefficients);
        double users = offered instanceof Offered.Users closed
                ? closed.count()
                : Math.max(1, predict(coefficients, null).running());
        return new ClosedLoop(point, users).tpotTerms();
    }

    /**
     * Simulates the recorded run again.
     *
     * @throws IllegalStateException if none was recorded
     */
    public SimulationResult simulate(StepCoefficients coefficients) {
        if (run == null) {
            throw new IllegalStateException("observation " + label + " is not of a recorded run");
        }
        EngineLimits engine = MemoryPlan.of(deployment, limits).engineLimits(promptTokens + outputTokens);
        return run.simulate(engine, new PhysicalStepTime(new StepModel(deployment), coefficients));
    }

    /**
     * Returns what the mean time per output token of a steady state is to be multiplied with to give what was measured: 1
     * in a steady state, else the median over the finished requests of the simulated run, as a share of it.
     */
    double shareOfSteadyState(StepCoefficients coefficients) {
        if (run == null) {
            return 1;
        }
        Sample finished = simulate(coefficients).tpot().finished();
        return finished.count() == 0
                ? 1 // so slow that nothing finished: only the steady state can tell by how much
                : finished.quantile(0.5) / predict(coefficients, null).tpotSeconds();
    }

    /** Returns the terms of reading one prompt alone, in as many steps as it takes. */
    double[] prefillTerms(StepCoefficients coefficients) {
        double chunks = Math.ceil(promptTokens / limits.maxNumBatchedTokens());
        double chunk = promptTokens / chunks;
        double[] terms = new StepModel(deployment)
                .terms(StepShape.prefill(chunk, cachedTokens + (chunks - 1) * chunk / 2), coefficients.arithmetic());
        for (int i = 0; i < terms.length; i++) {
            terms[i] *= chunks;
        }
        return terms;
    }

    /** Returns the requests running at once: the users of a closed loop, else what physics makes of the rate. */
    double running() {
        return Math.max(1, predict(StepCoefficients.DEFAULT, null).running());
    }

    /** Returns whether one request was served at a time, so that TTFT is one prompt's prefill and nothing else. */
    boolean alone() {
        return offered instanceof Offered.Users users && users.count() == 1;
    }

    /**
     * Returns the output tokens per second measured; where they were not published, what Little's law makes of the other
     * measurements in a closed loop; empty if neither is known.
     */
    public OptionalDouble throughput() {
        if (measured.outputTokensPerSecond().isPresent()
                || !(offered instanceof Offered.Users users)
                || measured.ttftSeconds().isEmpty()
                || measured.tpotSeconds().isEmpty()) {
            return measured.outputTokensPerSecond();
        }
        double residence = measured.ttftSeconds().getAsDouble()
                + (outputTokens - 1) * measured.tpotSeconds().getAsDouble();
        return OptionalDouble.of(users.count() * outputTokens / residence);
    }

    private ServingPoint point(StepCoefficients coefficients) {
        ModelArchitecture model = deployment.model();
        double tokens = kvTokens.orElseGet(() -> Math.max(
                limits.maxModelLen(), MemoryPlan.of(deployment, limits).kvTokens(promptTokens + outputTokens)));
        return new ServingPoint(
                new StepModel(deployment),
                coefficients,
                limits,
                promptTokens,
                cachedTokens,
                outputTokens,
                outputSquaredVariation,
                Math.max(tokens, model.layers()));
    }

    /** The offered load. */
    public sealed interface Offered {

        /**
         * Users who do not think.
         *
         * @param count how many, at least 1
         * @param requestsEach requests each sent in all, the first wave included; infinite if it was discarded
         */
        record Users(double count, double requestsEach) implements Offered {

            /**
             * @throws IllegalArgumentException if a value is below 1
             */
            public Users {
                Violations.in("users")
                        .within(1, 1e9, "count", count, "")
                        .findIf(!(requestsEach >= 1), "requests of each are " + requestsEach + "; at least 1")
                        .raise();
            }
        }

        /**
         * An open loop.
         *
         * @param perSecond requests per second, above 0
         */
        record Rate(double perSecond) implements Offered {

            /**
             * @throws IllegalArgumentException if the rate is not positive and finite
             */
            public Rate {
                Violations.in("rate").positive("rate", perSecond, "per second").raise();
            }
        }
    }

    /**
     * The measured values; missing ones are empty.
     *
     * @param ttftSeconds time to first token, mean or median
     * @param tpotSeconds time per output token, mean or median
     * @param outputTokensPerSecond tokens emitted per second
     */
    public record Measured(
            OptionalDouble ttftSeconds, OptionalDouble tpotSeconds, OptionalDouble outputTokensPerSecond) {}
}
