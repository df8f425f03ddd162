package io.varcas.queueing;

import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.validation.Violations;

/**
 * Mean values at a fixed number of requests in flight, as users without think time or {@code --max-concurrency} keep it.
 *
 * <p>Each token that is decoded makes room for {@code I/O} tokens of prompts, so in steady state {@code p = B I/O} prompt
 * tokens ride along with a decode step, a whole prompt every {@code I/p} steps. TPOT is the mean of steps with and
 * without one. Requests that the KV pool or max-num-seqs keep out wait, and so do those the token budget holds back.
 *
 * <p>Right for: mean TPOT and throughput (median error 7 % unfitted); TTFT of such
 * benchmarks (median error 15 %), of which a good part is the wave of all users starting together: with m requests a user
 * the mean TTFT gains about {@code .8 N t_prefill / m} (derived from InferenceX rows, 2026-11).
 */
public final class ClosedLoop {

    /** Below this squared variation outputs end together. */
    private static final double EQUAL_LENGTHS = 1e-4;

    private static final double PREFILL_SHARE = .79; // of TTFT: steps overlap with the arrival of the next request
    private static final double RESIDUAL_SHARE = 2.0;
    private static final double WAVE_SHARE = .81;

    private final ServingPoint point;
    private final double users;
    private final double running;
    private final StepShape plain;
    private final StepShape mixed;
    private final double mixedShare;
    private final double chunks;

    /**
     * @param point what is served, and what requests are like
     * @param users requests kept in flight, at least 1
     * @throws IllegalArgumentException if there is no user
     */
    public ClosedLoop(ServingPoint point, double users) {
        Violations.in("closed loop").within(1, 1e9, "users", users, "").raise();
        this.point = point;
        this.users = users;
        double budget = point.limits().maxNumBatchedTokens();
        double prompt = point.promptTokens();
        double ratio = prompt / point.outputTokens();
        double placed = Math.max(1, Math.min(users, point.mostRunning()));
        // Decodes go first; what they leave of the token budget limits how fast finished requests are replaced.
        this.running = placed * ratio > budget - placed ? Math.min(placed, budget / (1 + ratio)) : placed;
        double perStep = running * ratio;
        double chunk = Math.max(1, Math.min(budget - running, Math.max(Math.min(prompt, budget), perStep)));
        double part = Math.min(chunk, prompt);
        double context = point.meanContextTokens();
        this.chunks = Math.ceil(prompt / Math.min(prompt, Math.max(1, budget - running)));
        this.plain = StepShape.decode(running, context);
        this.mixed =
                plain.with(Math.max(1, chunk / prompt), part, point.cachedTokens() + Math.max(0, (prompt - chunk) / 2));
        this.mixedShare = users > 1 ? Math.min(1, perStep / chunk) : 0;
    }

    /** Returns the terms of the mean step, linear in {@link StepCoefficients}: what calibration fits TPOT with. */
    public double[] tpotTerms() {
        double arithmetic = point.coefficients().arithmetic();
        double[] without = point.model().terms(plain, arithmetic);
        double[] with = point.model().terms(mixed, arithmetic);
        double[] terms = new double[without.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = (1 - mixedShare) * without[i] + mixedShare * with[i];
        }
        return terms;
    }

    /** Returns the mean time per output token, seconds. */
    public double tpotSeconds() {
        return (1 - mixedShare) * plainSeconds() + mixedShare * mixedSeconds();
    }

    /** Returns the step whose cost dominates, for explanation: the one with a prompt if most steps carry one. */
    public StepShape typicalStep() {
        return mixedShare > 0.5 ? mixed : plain;
    }

    /**
     * Predicts.
     *
     * @param overheads what TTFT costs outside the engine
     * @param requestsPerUser how many requests each user sends in all, which the start-up wave is averaged over; infinite
     *     if the first ones are discarded as warm-up
     */
    public MeanPrediction predict(RequestOverheads overheads, double requestsPerUser) {
        StepModel model = point.model();
        double tpot = tpotSeconds();
        double prefill = chunks * mixedSeconds();
        double marginal = chunks * Math.max(0, mixedSeconds() - plainSeconds());
        double second = (1 - mixedShare) * square(plainSeconds()) + mixedShare * square(mixedSeconds());
        double residual = second / (2 * tpot);
        double engine = PREFILL_SHARE * (prefill + (together() - 1) * marginal)
                + RESIDUAL_SHARE * residual
                + WAVE_SHARE * users / requestsPerUser * marginal;
        double decoding = Math.max(0, point.outputTokens() - 1) * tpot;
        double rest = overheads.seconds(model.deployment().model().layers()) + engine;
        // Little's law: those not running are waiting for their first token.
        double waiting = (users - running) * decoding / Math.max(running, 1);
        double ttft = Math.max(rest, waiting);
        double requests = users / (ttft + decoding);
        return new MeanPrediction(ttft, tpot, running, requests, requests * point.outputTokens(), 0);
    }

    /**
     * Requests whose prompts share a step beyond what the mean says: where all outputs are equally long, requests that
     * were admitted together end together, and so do those that follow them. Between one and all that the token budget
     * holds, by the root (three groups of public rows with fixed lengths, 2026-11).
     */
    private double together() {
        if (point.outputSquaredVariation() > EQUAL_LENGTHS) {
            return 1;
        }
        double most = point.limits().maxNumBatchedTokens() / point.promptTokens();
        return Math.sqrt(Math.max(1, Math.min(users, most)));
    }

    private double plainSeconds() {
        return point.model().seconds(plain, point.coefficients());
    }

    private double mixedSeconds() {
        return point.model().seconds(mixed, point.coefficients());
    }

    private static double square(double x) {
        return x * x;
    }
}
