package io.varcas.sizing;

import io.varcas.engine.RequestMix;
import io.varcas.traffic.LengthSampler;
import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Quantiles of the prompt tokens a workload makes a server compute: with a prefix cache a mixture of hits and misses,
 * whose tail is a miss. From a fixed sample, since the mixture has no closed form.
 */
final class PromptQuantiles {

    private static final int SAMPLES = 4_000;

    private final double[] sorted = new double[SAMPLES];

    PromptQuantiles(RequestMix mix, Seed seed) {
        LengthSampler lengths = mix.promptLengths().sampler(seed.derive("prompt quantiles"));
        RandomGenerator chance = seed.derive("prefix hits").generator();
        RequestMix.SharedPrefix prefix = mix.sharedPrefix();
        for (int i = 0; i < SAMPLES; i++) {
            int prompt = lengths.sample();
            sorted[i] = prefix != null && chance.nextDouble() < prefix.share()
                    ? Math.max(1, prompt - prefix.tokens())
                    : prompt;
        }
        Arrays.sort(sorted);
    }

    double at(Quantile quantile) {
        return sorted[(int) (quantile.level() * (SAMPLES - 1))];
    }

    double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }
}
