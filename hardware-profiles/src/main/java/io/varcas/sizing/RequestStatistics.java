package io.varcas.sizing;

import io.varcas.engine.RequestMix;
import io.varcas.queueing.RequestDraws;
import io.varcas.sizing.demand.Quantile;
import io.varcas.traffic.LengthSampler;
import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Statistics of a workload's requests that sizing needs for every candidate; the means are exact sums over all lengths.
 *
 * <p>The prompt tokens that a server computes, those in its prefix cache left out, are a mixture of hits and misses whose
 * tail is a miss. It has no closed form, so its mean and quantiles are those of a fixed sample.
 */
final class RequestStatistics {

    private static final int SAMPLES = 4_000;

    private final double promptTokens;
    private final double outputTokens;
    private final double outputSquaredVariation;
    private final double[] computed = new double[SAMPLES]; // sorted
    private final double[] outputs = new double[SAMPLES]; // sorted
    private final double meanComputed;
    private final RequestDraws draws;

    RequestStatistics(RequestMix mix, Seed seed) {
        this(mix, seed, false);
    }

    /** Returns the statistics of requests whose prompts were read elsewhere: a server computes one token of each. */
    static RequestStatistics decoding(RequestMix mix, Seed seed) {
        return new RequestStatistics(mix, seed, true);
    }

    private RequestStatistics(RequestMix mix, Seed seed, boolean readElsewhere) {
        this.promptTokens = mix.meanPromptTokens();
        this.outputTokens = mix.meanOutputTokens();
        this.outputSquaredVariation = mix.outputLengths().clampedSquaredVariation();
        LengthSampler lengths = mix.promptLengths().sampler(seed.derive("prompt quantiles"));
        RandomGenerator chance = seed.derive("prefix hits").generator();
        RequestMix.SharedPrefix prefix = mix.sharedPrefix();
        for (int i = 0; i < SAMPLES; i++) {
            int prompt = lengths.sample();
            computed[i] = prefix != null && chance.nextDouble() < prefix.share()
                    ? Math.max(1, prompt - prefix.tokens())
                    : prompt;
        }
        if (readElsewhere) {
            Arrays.fill(computed, 1);
        }
        Arrays.sort(computed);
        LengthSampler outputLengths = mix.outputLengths().sampler(seed.derive("output quantiles"));
        for (int i = 0; i < SAMPLES; i++) {
            outputs[i] = outputLengths.sample();
        }
        Arrays.sort(outputs);
        this.draws = new RequestDraws(computed, outputs, seed);
        this.meanComputed = Arrays.stream(computed).average().orElseThrow();
    }

    /** Returns the mean tokens of a prompt. */
    double promptTokens() {
        return promptTokens;
    }

    /** Returns the mean tokens of an output. */
    double outputTokens() {
        return outputTokens;
    }

    /** Returns the mean tokens of a request, prompt and output. */
    double contextTokens() {
        return promptTokens + outputTokens;
    }

    /** Returns the squared coefficient of variation of output lengths. */
    double outputSquaredVariation() {
        return outputSquaredVariation;
    }

    /** Returns the mean prompt tokens that a server computes. */
    double computedTokens() {
        return meanComputed;
    }

    /** Returns a quantile of the tokens of an output. */
    double outputTokens(Quantile quantile) {
        return outputs[(int) (quantile.level() * (SAMPLES - 1))];
    }

    /** Requests to work quantiles of latencies out over. */
    RequestDraws draws() {
        return draws;
    }
}
