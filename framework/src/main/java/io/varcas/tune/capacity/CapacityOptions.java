package io.varcas.tune.capacity;

import io.varcas.setting.CapacitySettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.validation.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The options of a search for capacity.
 *
 * @param start load of the first run; empty for the predicted capacity, or else the load of the workload
 * @param most greatest load that is tried, above 0
 * @param precision half the width of the interval, as a share of the capacity, at which the search ends; 0.005 to 0.5
 * @param confidence confidence of the interval, between 0.5 and 1
 * @param longest measured time of a run that nothing ends earlier, at least 2 s
 * @param budget time after which no run begins
 * @param rule rule by which a run ends early
 */
public record CapacityOptions(
        OptionalDouble start,
        double most,
        double precision,
        double confidence,
        Duration longest,
        Duration budget,
        StoppingRule rule) {

    private static final double LEAST_PRECISION = 0.005;
    private static final double MOST = 100_000;
    private static final double CONFIDENCE = 0.95;
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** The default options. */
    public static final CapacityOptions DEFAULT = of(ResolvedSettings.resolved(Map.of()));

    /**
     * Checks the numbers.
     *
     * @throws UsageException if one is out of its range
     */
    public CapacityOptions {
        if (start.isPresent() && !(start.getAsDouble() > 0 && start.getAsDouble() <= most)) {
            throw new UsageException("-start " + start.getAsDouble() + ": must be above 0 and at most " + most);
        }
        if (!(most > 0 && Double.isFinite(most))) {
            throw new UsageException("-most " + most + ": must be a number above 0");
        }
        if (!(precision >= LEAST_PRECISION && precision <= 0.5)) {
            throw new UsageException("-precision " + precision + ": must be from " + LEAST_PRECISION + " to 0.5");
        }
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new UsageException("-confidence " + confidence + ": must be above 0.5 and below 1, as 0.95 is");
        }
        if (longest.compareTo(SHORTEST) < 0) {
            throw new UsageException("-longest " + longest.toMillis() / 1e3 + " s: must be at least 2 s");
        }
        if (budget.isNegative() || budget.isZero()) {
            throw new UsageException("-time " + budget.toMillis() / 1e3 + " s: must be above 0 s");
        }
    }

    /** Returns the options that settings set, with the defaults of the others. */
    public static CapacityOptions of(ResolvedSettings settings) {
        return new CapacityOptions(
                OptionalDouble.empty(),
                MOST,
                settings.get(CapacitySettings.PRECISION),
                CONFIDENCE,
                settings.get(CapacitySettings.LONGEST),
                settings.get(CapacitySettings.TIME),
                StoppingRule.SPRT);
    }
}
