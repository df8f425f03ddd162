package io.varcas.sla;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.setting.VerdictSettings;
import java.util.List;
import java.util.Map;

/**
 * The numbers that objectives are judged by.
 *
 * @param measured numbers of the run
 * @param predicted numbers predicted of it
 * @param whyNotMeasured why the run has no number of a metric, in a few words, where that is known
 * @param whyNotPredicted why nothing was predicted, in a few words; empty if something was
 * @param confidence confidence at which bounds on percentiles are decided, between 0 and 1
 */
public record VerdictInput(
        MetricSet measured,
        MetricSet predicted,
        Map<Metric, String> whyNotMeasured,
        String whyNotPredicted,
        double confidence) {

    private static final String NO_SAMPLES = "no samples";

    /** Copies the reasons. */
    public VerdictInput {
        whyNotMeasured = Map.copyOf(whyNotMeasured);
    }

    /** Creates an input at the default confidence. */
    public VerdictInput(
            MetricSet measured, MetricSet predicted, Map<Metric, String> whyNotMeasured, String whyNotPredicted) {
        this(
                measured,
                predicted,
                whyNotMeasured,
                whyNotPredicted,
                VerdictSettings.CONFIDENCE.defaultValue().orElseThrow());
    }

    /** Returns a run of which nothing was predicted. */
    public static VerdictInput of(MetricSet measured) {
        return new VerdictInput(measured, MetricSet.of(List.of()), Map.of(), "there is no prediction");
    }

    /** Returns the numbers among which a subject is looked for. */
    MetricSet of(Subject subject) {
        return subject.predicted() ? predicted : measured;
    }

    /** Returns why there is no number of a subject, in a few words. */
    String whyNot(Subject subject) {
        Metric metric = subject.key().metric();
        if (!subject.predicted()) {
            return whyNotMeasured.getOrDefault(metric, NO_SAMPLES);
        }
        return whyNotPredicted.isEmpty() ? whyNotMeasured.getOrDefault(metric, "not predicted") : whyNotPredicted;
    }
}
