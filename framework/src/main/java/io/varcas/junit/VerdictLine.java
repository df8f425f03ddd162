package io.varcas.junit;

import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A verdict in one line: metric, measured value, bound, n, unit, reason. */
final class VerdictLine {

    private static final MathContext DIGITS = new MathContext(4);
    private static final double WHOLE = 1000;

    private VerdictLine() {}

    /** Writes {@code ttft.p95: measured 21.55 ms, must be <= 10 ms; n = 249, simulated; reason: typing indicator budget}. */
    static String of(Verdict verdict) {
        Objective objective = verdict.objective();
        return objective.subject() + ": " + measured(verdict) + ", must be "
                + objective.direction().sign() + " " + quantity(objective, objective.bound()) + "; n = " + verdict.n()
                + verdict.origin().map(origin -> ", " + origin.label()).orElse("")
                + (objective.reason().isEmpty() ? "" : "; reason: " + objective.reason());
    }

    /** Writes a number with four significant digits, large ones with one behind the point, never with an exponent. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = Math.abs(value) >= WHOLE ? exact.setScale(1, RoundingMode.HALF_UP) : exact.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String measured(Verdict verdict) {
        if (verdict.status() == Verdict.Status.NOT_MEASURED) {
            return "not measured" + (verdict.note().isEmpty() ? "" : " (" + verdict.note() + ")");
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
