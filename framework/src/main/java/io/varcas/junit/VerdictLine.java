package io.varcas.junit;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;

/** A verdict in one line: metric, measured value, bound, n, unit, reason. */
final class VerdictLine {

    private VerdictLine() {}

    /** Writes {@code ttft.p95: measured 21.55 ms, must be <= 10 ms; n = 249, simulated; reason: typing indicator budget}. */
    static String of(Verdict verdict) {
        Objective objective = verdict.objective();
        Metric metric = objective.subject().key().metric();
        return objective.subject() + ": " + measured(verdict) + ", must be "
                + objective.direction().sign() + " "
                + DisplayUnit.of(metric, objective.bound()).bound(objective.bound())
                + "; n = " + verdict.n()
                + verdict.origin().map(origin -> ", " + origin.label()).orElse("")
                + (objective.reasonAndLayer().isEmpty() ? "" : "; reason: " + objective.reasonAndLayer());
    }

    private static String measured(Verdict verdict) {
        if (verdict.status() == Verdict.Status.NOT_MEASURED || verdict.status() == Verdict.Status.UNDECIDED) {
            return verdict.status().label() + (verdict.note().isEmpty() ? "" : " (" + verdict.note() + ")");
        }
        double value = verdict.value().orElse(Double.NaN);
        return (verdict.objective().subject().predicted() ? "predicted " : "measured ")
                + quantity(verdict.objective().subject().key().metric(), value)
                + (value == Double.POSITIVE_INFINITY ? " (it falls among the requests that failed)" : "");
    }

    /** Writes a number, whole where it is, and {@code infinite} where only a failure reaches it. */
    static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "infinite" : "-infinite") : NumberText.plain(value);
    }

    /** Writes a number with its unit, and {@code infinite} where only a failure reaches it. */
    static String quantity(Metric metric, double value) {
        return Double.isInfinite(value)
                ? number(value)
                : DisplayUnit.of(metric, value).precise(value);
    }
}
