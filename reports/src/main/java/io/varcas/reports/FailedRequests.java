package io.varcas.reports;

import io.varcas.metric.MetricSummary;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.ForeignText;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The reason of a percentile that failed requests make infinite. */
public final class FailedRequests {

    private static final int LONGEST_ERROR = 120;

    private FailedRequests() {}

    /**
     * Writes why the number that an objective bounds is infinite: {@code infinite: 32 of 319 requests failed, most with: HTTP 503}.
     *
     * @return the reason; empty if the number is finite, is not there, or is predicted
     */
    public static Optional<String> reason(TrialResult trial, Verdict verdict) {
        if (verdict.objective().subject().predicted()
                || !Double.isInfinite(verdict.value().orElse(0))) {
            return Optional.empty();
        }
        return trial.metrics()
                .find(verdict.objective().subject().key())
                .filter(summary -> summary.failed() > 0)
                .map(summary -> "infinite: " + count(summary) + mostFrequent(trial));
    }

    private static String count(MetricSummary summary) {
        return summary.failed() + " of " + summary.n() + " requests failed";
    }

    private static String mostFrequent(TrialResult trial) {
        return trial.errors().entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(error -> (trial.errors().size() == 1 ? ": " : ", most with: ")
                        + ForeignText.oneLine(error.getKey(), LONGEST_ERROR))
                .orElse("");
    }
}
