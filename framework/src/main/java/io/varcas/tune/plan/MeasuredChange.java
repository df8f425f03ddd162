package io.varcas.tune.plan;

import java.util.List;
import java.util.Optional;

/**
 * A measured result beside the baseline's.
 *
 * @param label name of the result
 * @param configuration flags in which its server differs from the baseline; empty if they are not known
 * @param values measured numbers of both
 * @param predicted predicted effects of the same flags; empty if they are equal or not known
 * @param note what must be known to read the numbers; may be empty
 */
public record MeasuredChange(
        String label, Optional<Configuration> configuration, List<Value> values, List<Effect> predicted, String note) {

    /**
     * A measured number of both sides.
     *
     * @param name name with its unit
     * @param baseline value of the baseline
     * @param value value of the other
     */
    public record Value(String name, double baseline, double value) {

        /** Returns the relative change; not a number if the baseline is 0. */
        public double change() {
            return baseline > 0 ? value / baseline - 1 : Double.NaN;
        }
    }

    /** Copies the lists. */
    public MeasuredChange {
        values = List.copyOf(values);
        predicted = List.copyOf(predicted);
    }

    /** Returns the difference of the flags in words. */
    public String difference() {
        return configuration
                .map(changed -> changed.isBaseline() ? "no configuration difference" : changed.toString())
                .orElse("configuration not known");
    }
}
