package io.varcas.tune.race;

import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.tune.plan.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The number that servers are tuned for, as measured.
 *
 * @param goal what is wanted: throughput, latency, balanced, goodput or cost
 * @param latency latency that counts for the goals of latency and balance, in milliseconds
 */
public record Aim(Goal goal, MetricKey latency) {

    private static final List<Goal> MEASURED =
            List.of(Goal.THROUGHPUT, Goal.LATENCY, Goal.BALANCED, Goal.GOODPUT, Goal.COST);

    private static final MetricKey THROUGHPUT = MetricKey.parse("throughput.output");
    private static final MetricKey GOODPUT = MetricKey.parse("goodput");
    private static final MetricKey COST = MetricKey.parse("cost.per1kTokens");

    /**
     * Checks the goal.
     *
     * @throws IllegalArgumentException if a run does not measure it; one line
     */
    public Aim {
        if (!MEASURED.contains(goal)) {
            throw new IllegalArgumentException("goal " + goal.label() + " is predicted only; tune for one of "
                    + String.join(", ", MEASURED.stream().map(Goal::label).toList()));
        }
    }

    /** Returns the name of the number in tables. */
    public String title() {
        return switch (goal) {
            case LATENCY -> latency.toString();
            case GOODPUT -> GOODPUT.toString();
            case COST -> COST.toString();
            case BALANCED -> THROUGHPUT + " / " + latency;
            default -> THROUGHPUT.toString();
        };
    }

    /** Returns whether a smaller number is better. */
    public boolean isSmallerBetter() {
        return goal == Goal.LATENCY || goal == Goal.COST;
    }

    /** Returns the number of a run; empty if its trial did not complete, or did not measure it. */
    public OptionalDouble of(RunResult run) {
        TrialResult trial = run.trials().get(0);
        if (trial.status() != Status.COMPLETED) {
            return OptionalDouble.empty();
        }
        return switch (goal) {
            case LATENCY -> trial.metrics().value(latency);
            case GOODPUT -> trial.metrics().value(GOODPUT);
            case COST -> trial.metrics().value(COST);
            case BALANCED ->
                ratio(trial.metrics().value(THROUGHPUT), trial.metrics().value(latency));
            default -> trial.metrics().value(THROUGHPUT);
        };
    }

    /**
     * Returns the score of a run: the logarithm of the number, or of its inverse if smaller is better, so that differences of scores are
     * relative gains.
     *
     * @return empty if the number is not measured, or not above 0 and finite
     */
    OptionalDouble score(RunResult run) {
        OptionalDouble number = of(run);
        if (number.isEmpty() || !(number.getAsDouble() > 0) || Double.isInfinite(number.getAsDouble())) {
            return OptionalDouble.empty();
        }
        double log = Math.log(number.getAsDouble());
        return OptionalDouble.of(isSmallerBetter() ? -log : log);
    }

    private static OptionalDouble ratio(OptionalDouble above, OptionalDouble below) {
        return above.isPresent() && below.isPresent() && below.getAsDouble() > 0
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Returns the mean of numbers; empty for none. */
    static OptionalDouble mean(double[] numbers) {
        return Arrays.stream(numbers).average();
    }
}
