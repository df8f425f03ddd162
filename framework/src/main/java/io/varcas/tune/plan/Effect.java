package io.varcas.tune.plan;

import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A predicted change of one number.
 *
 * @param measure the number
 * @param baseline its value for the baseline, mean over draws; infinite if too many requests never finish
 * @param value its value for the configuration
 * @param change relative change, 0.1 for a tenth more; not a number if the baseline is 0 or a value is infinite
 * @param interval interval of the change over draws, paired, 95 %; empty if it has none
 * @param model the change if every step took longer or shorter by the error of the step model: least and greatest; empty if that
 *     was not simulated
 */
public record Effect(
        Measure measure,
        double baseline,
        double value,
        double change,
        Optional<Interval> interval,
        Optional<Interval> model) {

    /**
     * Compares a candidate with its baseline.
     *
     * @param hasObjectives whether goodput is reported
     * @param scaled forecasts with longer and shorter steps, of the baseline and of the candidate in turn; may be empty
     */
    static List<Effect> of(Candidate candidate, boolean hasObjectives, List<Candidate> scaled) {
        Forecast before = Forecast.mean(candidate.baseline());
        Forecast after = candidate.forecast();
        List<Effect> effects = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            double baseline = measure.of(before);
            double value = measure.of(after);
            boolean isIdle = measure == Measure.CACHED && baseline == 0 && value == 0;
            if (isIdle || (measure == Measure.GOODPUT && !hasObjectives)) {
                continue;
            }
            effects.add(new Effect(
                    measure,
                    baseline,
                    value,
                    change(baseline, value),
                    Candidate.interval(changes(measure, candidate)),
                    range(measure, candidate, scaled)));
        }
        return effects;
    }

    private static double[] changes(Measure measure, Candidate candidate) {
        double[] changes = new double[candidate.draws().size()];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = change(
                    measure.of(candidate.baseline().get(i)),
                    measure.of(candidate.draws().get(i)));
        }
        return changes;
    }

    /** The mean change is one of the ends if it is beyond both others. */
    private static Optional<Interval> range(Measure measure, Candidate candidate, List<Candidate> scaled) {
        double low = change(measure.of(Forecast.mean(candidate.baseline())), measure.of(candidate.forecast()));
        double high = low;
        for (Candidate each : scaled) {
            double change = change(measure.of(Forecast.mean(each.baseline())), measure.of(each.forecast()));
            low = Math.min(low, change);
            high = Math.max(high, change);
        }
        return scaled.isEmpty() || !Double.isFinite(low) || !Double.isFinite(high)
                ? Optional.empty()
                : Optional.of(new Interval(low, high, Candidate.CONFIDENCE));
    }

    private static double change(double baseline, double value) {
        return baseline > 0 && Double.isFinite(baseline) && Double.isFinite(value) ? value / baseline - 1 : Double.NaN;
    }
}
