package io.varcas.queueing;

import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.random.RandomGenerator;

/**
 * A fixed sample of requests and of chance, over which quantiles of latencies are worked out. Every column is stratified: it holds
 * one value from each of equal parts of its distribution, in an order of its own, so that few draws state a 99th percentile.
 */
public final class RequestDraws {

    private static final int COUNT = 500;

    private final double[] promptTokens;
    private final double[] outputTokens;
    private final double[] residual = new double[COUNT];
    private final double[] wait = new double[COUNT];
    private final double[] place = new double[COUNT];
    private final double[] drift = new double[COUNT];
    private final int[] pace = new int[COUNT];

    /**
     * @param sortedPromptTokens prompt tokens to be computed, of many requests, ascending
     * @param sortedOutputTokens output tokens of many requests, ascending
     * @param seed of the orders
     * @throws IllegalArgumentException if either is empty
     */
    public RequestDraws(double[] sortedPromptTokens, double[] sortedOutputTokens, Seed seed) {
        Violations.in("request draws")
                .atLeast(1, "prompts", sortedPromptTokens.length, "")
                .atLeast(1, "outputs", sortedOutputTokens.length, "")
                .raise();
        promptTokens = strata(sortedPromptTokens, seed.derive("prompts"));
        outputTokens = strata(sortedOutputTokens, seed.derive("outputs"));
        uniform(residual, seed.derive("residual"));
        uniform(wait, seed.derive("wait"));
        uniform(place, seed.derive("place"));
        uniform(drift, seed.derive("drift"));
        for (int i = 0; i < COUNT; i++) {
            drift[i] = normalQuantile(drift[i]);
        }
        double[] ranks = new double[COUNT];
        uniform(ranks, seed.derive("pace"));
        for (int i = 0; i < COUNT; i++) {
            pace[i] = (int) (ranks[i] * COUNT);
        }
    }

    int count() {
        return COUNT;
    }

    double promptTokens(int i) {
        return promptTokens[i];
    }

    double outputTokens(int i) {
        return outputTokens[i];
    }

    /** Uniform on (0, 1): what is left of the step a request comes in. */
    double residual(int i) {
        return residual[i];
    }

    /** Uniform on (0, 1): the wait for prompts that came before. */
    double wait(int i) {
        return wait[i];
    }

    /** Uniform on (0, 1): the wait for one of the places. */
    double place(int i) {
        return place[i];
    }

    /** Returns the standard normal: how many prompts come while a request decodes. */
    double drift(int i) {
        return drift[i];
    }

    /** Returns a rank from 0 to below the count: how full the engine is while a request decodes. */
    int pace(int i) {
        return pace[i];
    }

    private static double[] strata(double[] sorted, Seed seed) {
        double[] strata = new double[COUNT];
        uniform(strata, seed);
        for (int i = 0; i < COUNT; i++) {
            strata[i] = sorted[(int) (strata[i] * sorted.length)];
        }
        return strata;
    }

    private static void uniform(double[] into, Seed seed) {
        RandomGenerator chance = seed.generator();
        for (int i = 0; i < COUNT; i++) {
            int j = (int) (chance.nextDouble() * (i + 1)); // Fisher and Yates, inside out
            into[i] = into[j];
            into[j] = (i + 0.5) / COUNT;
        }
    }

    /** Quantile of the standard normal distribution by Tukey's lambda, within 0.01 from 1 to 99 %. */
    private static double normalQuantile(double q) {
        return (Math.pow(q, 0.1349) - Math.pow(1 - q, 0.1349)) / 0.1975;
    }
}
