package io.varcas.accuracy.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LogprobDriftTest {

    @Test
    void isZeroBetweenAServerAndItself() {
        TokenProbabilities text = text(position(7, 0.5, 8, 0.3), position(9, 0.999999, 4, 1e-7));
        LogprobDrift drift = LogprobDrift.of(
                        Collections.nCopies(20, new LogprobDrift.Pair(text, text)), OptionalDouble.of(0))
                .orElseThrow();
        assertThat(drift.kl()).isZero();
        assertThat(drift.largest()).isZero();
        assertThat(drift.interval().orElseThrow().width()).isZero();
        assertThat(drift.perplexityNow()).isEqualTo(drift.perplexityBefore());
        assertThat(drift.texts()).isEqualTo(20);
        assertThat(drift.tokens()).isEqualTo(40);
    }

    @Test
    void isTheDivergenceWhereEveryTokenIsKnown() {
        // 0.5 ln(0.5/0.25) + 0.5 ln(0.5/0.75)
        assertThat(divergence(position(1, 0.5, 2, 0.5), position(1, 0.25, 2, 0.75)))
                .isCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3), within(1e-6));
    }

    @Test
    void takesAllTokensThatOneSideDoesNotNameAsOne() {
        // token 3 is known to the baseline alone: it belongs to the rest, 0.5 before and 0.4 now
        double expected = 0.5 * Math.log(0.5 / 0.6) + 0.5 * Math.log(0.5 / 0.4);
        assertThat(divergence(position(1, 0.5, 3, 0.2), position(1, 0.6, 4, 0.1)))
                .isCloseTo(expected, within(1e-6));
        double whole = expected(new double[] {0.5, 0.2, 0.2, 0.1}, new double[] {0.6, 0.05, 0.1, 0.25});
        assertThat(divergence(position(1, 0.5), position(1, 0.6))).isLessThan(whole);
    }

    @Test
    void findsADriftLongBeforeAnOutputChanges() {
        TokenProbabilities before = text(position(1, 0.9, 2, 0.05), position(5, 0.6, 6, 0.3));
        TokenProbabilities now = text(position(1, 0.89, 2, 0.06), position(5, 0.59, 6, 0.31));
        LogprobDrift drift = LogprobDrift.of(List.of(pair(before, now), pair(before, now)), OptionalDouble.of(1e-7))
                .orElseThrow();
        assertThat(drift.kl()).isBetween(1e-4, 1e-3);
        assertThat(drift.interval().orElseThrow().low()).isGreaterThan(1e-5);
        assertThat(drift.perplexityNow()).isGreaterThan(drift.perplexityBefore());
        assertThat(drift.perplexityBefore()).isCloseTo(1 / Math.sqrt(0.9 * 0.6), within(1e-6));
    }

    @Test
    void leavesOutTextsWithOtherTokens() {
        TokenProbabilities a = text(position(1, 0.5));
        TokenProbabilities b = text(position(2, 0.5));
        TokenProbabilities longer = text(position(1, 0.5), position(1, 0.5));
        LogprobDrift drift = LogprobDrift.of(List.of(pair(a, a), pair(a, b), pair(a, longer)), OptionalDouble.empty())
                .orElseThrow();
        assertThat(drift.texts()).isEqualTo(1);
        assertThat(drift.different()).isEqualTo(2);
        assertThat(LogprobDrift.of(List.of(pair(a, b)), OptionalDouble.empty())).isEmpty();
    }

    @Test
    void keepsEveryBitInJson() throws Exception {
        TokenProbabilities text = text(position(70000, 1 / 3.0, 2, 1e-7), position(3, 0.1));
        ObjectMapper json = new ObjectMapper();
        TokenProbabilities read = json.readValue(json.writeValueAsString(text), TokenProbabilities.class);
        assertThat(read).isEqualTo(text);
        assertThat(read.positions().get(0).keySet()).containsExactly(70000, 2);
        assertThatThrownBy(() -> new TokenProbabilities(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static double divergence(Map<Integer, Float> before, Map<Integer, Float> now) {
        return text(before).divergence(text(now)).orElseThrow()[0];
    }

    private static double expected(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    private static LogprobDrift.Pair pair(TokenProbabilities before, TokenProbabilities now) {
        return new LogprobDrift.Pair(before, now);
    }

    private static TokenProbabilities text(Map<Integer, Float> only) {
        return new TokenProbabilities(List.of(only));
    }

    private static TokenProbabilities text(Map<Integer, Float> first, Map<Integer, Float> second) {
        return new TokenProbabilities(List.of(first, second));
    }

    private static Map<Integer, Float> position(int token, double probability) {
        return Map.of(token, (float) Math.log(probability));
    }

    private static Map<Integer, Float> position(int own, double ownProbability, int other, double otherProbability) {
        Map<Integer, Float> tokens = new LinkedHashMap<>();
        tokens.put(own, (float) Math.log(ownProbability));
        tokens.put(other, (float) Math.log(otherProbability));
        return tokens;
    }
}
