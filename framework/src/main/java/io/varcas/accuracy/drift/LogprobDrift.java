package io.varcas.accuracy.drift;

import io.varcas.stats.ClusteredMean;
import io.varcas.stats.Interval;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The drift of the probabilities that a model gives to the tokens of fixed texts, between a baseline and a candidate.
 *
 * @param texts texts of which both sides know the probabilities
 * @param tokens tokens of these texts
 * @param different texts that do not have the same tokens on both sides, and are left out
 * @param kl mean Kullback-Leibler divergence of a token, baseline to candidate, in nats, at least 0; a lower bound, because all tokens that
 *     a server does not name are taken as one
 * @param interval interval of {@code kl} by a bootstrap over texts at 95 %; absent for fewer than two texts
 * @param largest largest divergence of a token, in nats
 * @param perplexityBefore perplexity of the texts on the baseline, at least 1
 * @param perplexityNow the same on the candidate
 * @param floor mean divergence of a token between the candidate and itself; absent unless it was asked twice
 */
public record LogprobDrift(
        int texts,
        int tokens,
        int different,
        double kl,
        Optional<Interval> interval,
        double largest,
        double perplexityBefore,
        double perplexityNow,
        OptionalDouble floor) {

    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 2_000;
    private static final Seed SEED = Seed.of(1);

    /**
     * Both sides of a text.
     *
     * @param before probabilities on the baseline
     * @param now probabilities on the candidate
     */
    public record Pair(TokenProbabilities before, TokenProbabilities now) {}

    /**
     * Computes.
     *
     * @param pairs texts of which both sides know the probabilities
     * @param floor mean divergence of a token between the candidate and itself
     * @return the drift; empty if no text has the same tokens on both sides
     */
    public static Optional<LogprobDrift> of(List<Pair> pairs, OptionalDouble floor) {
        List<double[]> divergences = new ArrayList<>();
        List<String> clusters = new ArrayList<>();
        double before = 0;
        double now = 0;
        for (Pair pair : pairs) {
            Optional<double[]> divergence = pair.before().divergence(pair.now());
            if (divergence.isPresent()) {
                divergences.add(divergence.get());
                for (int i = 0; i < divergence.get().length; i++) {
                    clusters.add(String.valueOf(divergences.size()));
                }
                before += pair.before().logprobs();
                now += pair.now().logprobs();
            }
        }
        if (divergences.isEmpty()) {
            return Optional.empty();
        }
        double[] tokens = divergences.stream().flatMapToDouble(Arrays::stream).toArray();
        ClusteredMean mean = ClusteredMean.of(tokens, clusters);
        return Optional.of(new LogprobDrift(
                divergences.size(),
                tokens.length,
                pairs.size() - divergences.size(),
                mean.mean(),
                mean.clusters() < 2 ? Optional.empty() : Optional.of(mean.interval(CONFIDENCE, RESAMPLES, SEED)),
                Arrays.stream(tokens).max().orElseThrow(),
                Math.exp(-before / tokens.length),
                Math.exp(-now / tokens.length),
                floor));
    }
}
