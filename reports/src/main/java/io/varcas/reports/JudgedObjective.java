package io.varcas.reports;

import io.varcas.metric.MetricKey;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.util.OptionalDouble;

/**
 * An objective of a trial as reports show it: what was guaranteed, predicted and measured, side by side.
 *
 * @param trial whose objective
 * @param verdict what became of it
 */
public record JudgedObjective(TrialResult trial, Verdict verdict) {

    /** Returns the name of the number, as users write it. */
    public String label() {
        return objective().subject().label();
    }

    /** Returns the symbol of its unit; empty for a plain number. */
    public String unit() {
        return objective().subject().unit().symbol();
    }

    /** Returns the bound with its sign: {@code <= 500.0}. */
    public String target() {
        return target(objective());
    }

    private static String target(Objective objective) {
        return objective.direction().sign() + " "
                + MetricText.of(objective.bound(), objective.subject().unit());
    }

    /** Returns the claim with its unit: {@code ttft.p95 <= 500.0 ms}. */
    public String claim() {
        return claim(objective());
    }

    /** Returns the claim of an objective with its unit: {@code ttft.p95 <= 500.0 ms}. */
    public static String claim(Objective objective) {
        return (objective.subject().label() + " " + target(objective) + " "
                        + objective.subject().unit().symbol())
                .strip();
    }

    /** Returns whether there is a number that decides. */
    public boolean isJudged() {
        return verdict.status() == Verdict.Status.MET || verdict.status() == Verdict.Status.BROKEN;
    }

    /** Returns the predicted value, even if the objective is about the measured one. */
    public OptionalDouble predicted() {
        return trial.prediction()
                .map(prediction -> prediction.metrics().value(key()))
                .orElse(OptionalDouble.empty());
    }

    /** Returns the measured value as text, or the reason why there is none. */
    public String measured() {
        if (!objective().subject().predicted()) {
            return isJudged()
                    ? MetricText.of(verdict.value(), objective().subject().unit())
                    : supportedValue() + verdict.note();
        }
        return trial.metrics()
                .find(key())
                .filter(found -> found.supports(key().statistic()))
                .map(found -> MetricText.of(found.get(key().statistic()), found.unit()))
                .orElse("");
    }

    /** The measured number with a separator behind it; empty if there is none, or the sample is too small for it. */
    private String supportedValue() {
        return verdict.status() == Verdict.Status.UNDECIDED
                        && key().statistic().isSupportedBy(verdict.n())
                        && verdict.value().isPresent()
                ? MetricText.of(verdict.value(), objective().subject().unit()) + "; "
                : "";
    }

    /** Measured, or predicted if that is what it is about, minus the bound, with its sign; empty if nothing decides. */
    public String gap() {
        return isJudged()
                ? (verdict.gap().orElse(0) > 0 ? "+" : "")
                        + MetricText.of(verdict.gap(), objective().subject().unit())
                : "";
    }

    private Objective objective() {
        return verdict.objective();
    }

    private MetricKey key() {
        return objective().subject().key();
    }
}
