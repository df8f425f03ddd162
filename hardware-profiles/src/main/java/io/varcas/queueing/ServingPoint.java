package io.varcas.queueing;

import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.validation.Violations;
import java.util.List;

/**
 * The input of a mean-value model: a deployment, its limits, and requests with mean lengths.
 *
 * @param model what a step costs
 * @param coefficients what its terms are multiplied with
 * @param limits the limits of the server
 * @param promptTokens mean prompt tokens that must be computed, cached ones not counted, above 0
 * @param cachedTokens mean prompt tokens found in the prefix cache, at least 0
 * @param outputTokens mean output tokens, at least 1
 * @param outputSquaredVariation squared coefficient of variation of output lengths, at least 0
 * @param kvTokens tokens the KV pool holds, above 0
 * @param drafts speculative decoding
 */
public record ServingPoint(
        StepModel model,
        StepCoefficients coefficients,
        ServingLimits limits,
        double promptTokens,
        double cachedTokens,
        double outputTokens,
        double outputSquaredVariation,
        double kvTokens,
        Drafts drafts) {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ServingPoint {
        Violations.in("serving point")
                .positive("prompt", promptTokens, "tokens")
                .notNegative("cached prompt", cachedTokens, "tokens")
                .within(1, 1e9, "output", outputTokens, "tokens")
                .notNegative("squared variation of outputs", outputSquaredVariation, "")
                .positive("KV pool", kvTokens, "tokens")
                .raise();
    }

    /** Makes the point of a server that does not speculate. */
    public ServingPoint(
            StepModel model,
            StepCoefficients coefficients,
            ServingLimits limits,
            double promptTokens,
            double cachedTokens,
            double outputTokens,
            double outputSquaredVariation,
            double kvTokens) {
        this(
                model,
                coefficients,
                limits,
                promptTokens,
                cachedTokens,
                outputTokens,
                outputSquaredVariation,
                kvTokens,
                Drafts.NONE);
    }

    /** Returns this point with speculative decoding. */
    public ServingPoint withDrafts(Drafts speculation) {
        return new ServingPoint(
                model,
                coefficients,
                limits,
                promptTokens,
                cachedTokens,
                outputTokens,
                outputSquaredVariation,
                kvTokens,
                speculation);
    }

    /**
     * Returns the point of a deployment with the KV pool its memory leaves, and requests that share nothing.
     *
     * @throws IllegalArgumentException if a length is out of its range, or the weights leave no room
     */
    public static ServingPoint of(
            Deployment deployment,
            StepCoefficients coefficients,
            ServingLimits limits,
            double promptTokens,
            double outputTokens,
            double outputSquaredVariation) {
        double kvTokens = MemoryPlan.of(deployment, limits).kvTokens(promptTokens + outputTokens);
        return new ServingPoint(
                new StepModel(deployment),
                coefficients,
                limits,
                promptTokens,
                0,
                outputTokens,
                outputSquaredVariation,
                kvTokens);
    }

    /** Returns a step in which so many requests decode and nothing else happens. */
    StepShape decoding(double running) {
        return new StepShape(running, drafts.rowsPerSequence(), meanContextTokens(), List.of());
    }

    /** Returns the time of a step, drafting included, seconds. */
    double stepSeconds(StepShape step) {
        return drafts.stretch() * model.seconds(step, coefficients);
    }

    /**
     * Returns the mean context of a running request, tokens: {@code I + O (1 + cv^2) / 2}, longer than {@code I + O/2}
     * because long outputs are seen running more often.
     */
    public double meanContextTokens() {
        return cachedTokens + promptTokens + outputTokens * (1 + outputSquaredVariation) / 2;
    }

    /** Returns how many requests the KV pool holds on average, at least 1. */
    public double mostByMemory() {
        return Math.max(1, kvTokens / meanContextTokens());
    }

    /** Returns how many requests run at once at most: by max-num-seqs, and by what the KV pool holds on average. */
    public double mostRunning() {
        return Math.min(limits.maxNumSeqs(), mostByMemory());
    }
}
