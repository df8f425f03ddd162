package io.varcas.junit;

import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;

/** A verdict in one line: metric, measured value, bound, n, unit, reason. */
final class VerdictLine {

    private VerdictLine() {}

    /** Writes {@code ttft.p95: measured 21.55 ms, must be <= 10 ms; n = 249, simulated; reason: typing indicator budget}. */
    static String of(Verdict verdict) {
        Objective objective = verdict.objective();
        return objective.subject() + ": " + measured(verdict) + ", must be "
                + objective.direction().sign() + " " + quantity(objective, objective.bound()) + "; n = " + verdict.n()
                + verdict.origin().map(origin -> ", " + origin.label()).orElse("")
                + (objective.reasonAndLayer().isEmpty() ? "" : "; reason: " + objective.reasonAndLayer());
    }

    /** Writes a number, whole where it is, and {@code infinite} where only a failure reaches it. */
    static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "infinite" : "-infinite") : NumberText.plain(value);
    }

    private static String measured(Verdict verdict) {
        if (verdict.status() == Verdict.Status.NOT_MEASURED || verdict.status() == Verdict.Status.UNDECIDED) {
            return verdict.status().label() + (verdict.note().isEmpty() ? "" : " (" + verdict.note() + ")");
        }
        double value = verdict.value().orElse(Double.NaN);
        return (verdict.objective().subject().predicted() ? "predicted " : "measured ")
                + quantity(verdict.objective(), value)
                + (value == Double.POSITIVE_INFINITY ? " (it falls among the requests that failed)" : "");
    }

    private static String quantity(Objective objective, double value) {
        String unit = objective.subject().unit().symbol();
        return number(value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
