package io.varcas.reports;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.OptionalDouble;

/**
 * An objective of a trial as reports show it: what was guaranteed, predicted and measured, side by side.
 *
 * @param trial whose objective
 * @param verdict what became of it
 */
public record JudgedObjective(TrialResult trial, Verdict verdict) {

    private static final double PERCENT = 100;

    /** A number this many times the bound is told as a multiple of it. */
    private static final double MULTIPLE = 3;

    /** Returns the name of the number, as users write it. */
    public String label() {
        return objective().subject().title();
    }

    /** Returns the unit of its numbers; empty for a plain number. */
    public String unit() {
        return display(objective()).symbol();
    }

    /** Returns the bound with its sign: {@code <= 500}. */
    public String target() {
        DisplayUnit display = display(objective());
        return objective().direction().sign() + " "
                + NumberText.exact(objective().bound() * display.factor());
    }

    /** Returns the claim with its unit: {@code ttft.p95 <= 500 ms}. */
    public String claim() {
        return claim(objective());
    }

    /** Returns the claim of an objective with its unit: {@code ttft.p95 <= 500 ms}. */
    public static String claim(Objective objective) {
        return objective.subject().title() + " " + objective.direction().sign() + " "
                + display(objective).bound(objective.bound());
    }

    private static DisplayUnit display(Objective objective) {
        return DisplayUnit.of(objective.subject().key().metric(), objective.bound());
    }

    /** Writes a number in the unit of the bound; one that differs from the bound never looks the same. */
    private String number(double value) {
        DisplayUnit display = display(objective());
        String text = display.number(value);
        return value != objective().bound()
                        && text.equals(display.number(objective().bound()))
                ? NumberText.exact(value * display.factor())
                : text;
    }

    private String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NumberText.NOT_MEASURED;
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

    /** Returns the predicted value as text; empty if nothing was predicted. */
    public String predictedText() {
        return predicted().isPresent() ? number(predicted()) : "";
    }

    /** Returns the measured value as text, or the reason why there is none. */
    public String measured() {
        if (!objective().subject().predicted()) {
            return isJudged() ? number(verdict.value()) : supportedValue() + verdict.note();
        }
        return trial.metrics()
                .find(key())
                .filter(found -> found.supports(key().statistic()))
                .map(found -> number(found.get(key().statistic())))
                .orElse("");
    }

    /** The measured number with a separator behind it; empty if there is none, or the sample is too small for it. */
    private String supportedValue() {
        return verdict.status() == Verdict.Status.UNDECIDED
                        && key().statistic().isSupportedBy(verdict.n())
                        && verdict.value().isPresent()
                ? number(verdict.value()) + "; "
                : "";
    }

    /** Returns the confidence interval of the measured number: {@code 361 .. 402}; empty if it has none. */
    public String interval() {
        return trial.metrics()
                .find(key())
                .filter(found -> !objective().subject().predicted())
                .map(found -> MetricText.interval(found, key().statistic(), display(objective())))
                .orElse("");
    }

    /** Measured, or predicted if that is what it is about, minus the bound, with its sign; empty if nothing decides. */
    public String gap() {
        double gap = verdict.gap().orElse(Double.NaN);
        return isJudged() && !Double.isNaN(gap)
                ? (gap > 0 ? "+" : "") + display(objective()).number(gap)
                : "";
    }

    /** Returns the number and its unit: {@code 15.8 s}; {@code infinite} where only a failure reaches it. */
    public String value() {
        double value = verdict.value().orElse(Double.NaN);
        DisplayUnit own = DisplayUnit.of(key().metric(), value);
        boolean near = own.number(value).equals(own.number(objective().bound()))
                && value != objective().bound();
        return Double.isInfinite(value) ? "infinite" : near ? own.bound(value) : own.quantity(value);
    }

    /**
     * Returns the distance from the bound on the good or the bad side, in percent of it: {@code 24 % below}, {@code 31 times} what is
     * allowed; empty if nothing decides, or the bound is 0.
     */
    public String margin() {
        double value = verdict.value().orElse(Double.NaN);
        double ratio = value / objective().bound();
        if (!isJudged() || !Double.isFinite(ratio) || ratio < 0) {
            return "";
        }
        double percent = Math.abs(ratio - 1) * PERCENT;
        return ratio >= MULTIPLE
                ? NumberText.brief(ratio) + " times the bound"
                : (percent < 1 ? "less than 1" : String.valueOf(Math.round(percent))) + " % "
                        + (ratio > 1 ? "above" : "below");
    }

    private Objective objective() {
        return verdict.objective();
    }

    private MetricKey key() {
        return objective().subject().key();
    }
}
