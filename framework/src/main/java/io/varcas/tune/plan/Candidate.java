package io.varcas.tune.plan;

import io.varcas.stats.Interval;
import io.varcas.stats.StudentT;
import java.util.List;
import java.util.Optional;

/**
 * A configuration with its forecasts beside those of the baseline under the same draws.
 *
 * @param configuration the changed flags
 * @param baseline forecasts of the baseline, one a draw
 * @param draws forecasts of the configuration, in the same order
 */
public record Candidate(Configuration configuration, List<Forecast> baseline, List<Forecast> draws) {

    /** Confidence of intervals over draws. */
    static final double CONFIDENCE = 0.95;

    /** Copies the lists. */
    public Candidate {
        baseline = List.copyOf(baseline);
        draws = List.copyOf(draws);
    }

    /** Returns the mean forecast. */
    public Forecast forecast() {
        return Forecast.mean(draws);
    }

    /**
     * Returns the mean gain over draws, relative to the baseline and above 0 if better; of the cache in shares of the prompt
     * tokens.
     */
    public double gain(Goal goal) {
        double[] gains = gains(goal);
        double sum = 0;
        for (double gain : gains) {
            sum += gain;
        }
        return sum / gains.length;
    }

    /** Returns the interval of the gain over draws, paired, 95 %; empty if there are fewer than two, or one is infinite. */
    public Optional<Interval> gainInterval(Goal goal) {
        return interval(gains(goal));
    }

    /** Returns whether the gain is beyond the chance of the draws and at least the least that is worth a change. */
    boolean isBetter(Goal goal, double least) {
        return gain(goal) >= least && gainInterval(goal).map(Interval::low).orElse(gain(goal)) > 0;
    }

    private double[] gains(Goal goal) {
        double[] gains = new double[draws.size()];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = goal.gain(draws.get(i), baseline.get(i));
        }
        return gains;
    }

    static Optional<Interval> interval(double[] sample) {
        for (double value : sample) {
            if (!Double.isFinite(value)) {
                return Optional.empty();
            }
        }
        return sample.length < 2 ? Optional.empty() : Optional.of(StudentT.interval(sample, CONFIDENCE));
    }
}
