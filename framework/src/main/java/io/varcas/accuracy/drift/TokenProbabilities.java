package io.varcas.accuracy.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Log-probabilities that a model gives to the tokens of a fixed text.
 *
 * @param positions for each token after the first: natural log-probability by token id, that of the text's own token first, then those
 *     of the most likely tokens, as many as were asked for; at least one position
 */
public record TokenProbabilities(List<Map<Integer, Float>> positions) {

    /** Share below which a probability is rounding: servers send 32-bit numbers. */
    private static final double LEAST = 1e-9;

    /**
     * Copies the maps, keeping their order.
     *
     * @throws IllegalArgumentException if there is no position, or one without a token
     */
    public TokenProbabilities {
        List<Map<Integer, Float>> copies = new ArrayList<>();
        positions.forEach(position -> copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(position))));
        positions = List.copyOf(copies);
        if (positions.isEmpty() || positions.stream().anyMatch(Map::isEmpty)) {
            throw new IllegalArgumentException("token probabilities need a position, and each a token");
        }
    }

    /** Returns the geometric mean of the probabilities of the text's own tokens, 0 to 1: 1 divided by the perplexity. */
    public double geometricMean() {
        return Math.exp(logprobs() / positions.size());
    }

    /** Returns whether more than the text's own tokens are known. */
    public boolean hasAlternatives() {
        return positions.stream().anyMatch(position -> position.size() > 1);
    }

    /** Returns the sum of the log-probabilities of the text's own tokens. */
    double logprobs() {
        return positions.stream()
                .mapToDouble(position -> position.values().iterator().next())
                .sum();
    }

    /**
     * Returns the Kullback-Leibler divergence from this to another at each position, in nats: the sum of {@code p log(p/q)} over the
     * tokens that both sides know, and over all other tokens together as one. It is a lower bound of the divergence over the whole
     * vocabulary (log-sum inequality), and 0 if both sides are equal.
     *
     * @return one number of at least 0 for each position; empty if the texts do not have the same tokens
     */
    public Optional<double[]> divergence(TokenProbabilities other) {
        if (positions.size() != other.positions.size()) {
            return Optional.empty();
        }
        double[] divergence = new double[positions.size()];
        for (int i = 0; i < divergence.length; i++) {
            Map<Integer, Float> p = positions.get(i);
            Map<Integer, Float> q = other.positions.get(i);
            if (!own(p).equals(own(q))) {
                return Optional.empty();
            }
            divergence[i] = divergence(p, q);
        }
        return Optional.of(divergence);
    }

    private static Integer own(Map<Integer, Float> position) {
        return position.keySet().iterator().next();
    }

    private static double divergence(Map<Integer, Float> before, Map<Integer, Float> now) {
        double sum = 0;
        double restBefore = 1;
        double restNow = 1;
        for (Map.Entry<Integer, Float> token : before.entrySet()) {
            Float other = now.get(token.getKey());
            if (other != null) {
                double p = Math.exp(token.getValue());
                sum += p * (token.getValue() - other);
                restBefore -= p;
                restNow -= Math.exp(other);
            }
        }
        restBefore = Math.max(LEAST, restBefore);
        restNow = Math.max(LEAST, restNow);
        return Math.max(0, sum + restBefore * Math.log(restBefore / restNow));
    }
}
