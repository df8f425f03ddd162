package io.varcas.reports.comparison;

import io.varcas.compare.Candidates;
import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** One of several candidates as words for the table at the top of their document. */
final class CandidateRow {

    /** Headings of the columns. */
    static final List<String> HEADS = List.of("candidate", "verdict", "decision", "worse", "better");

    private CandidateRow() {}

    static List<String> of(Candidates.Judged judged) {
        Comparison comparison = judged.comparison();
        return List.of(
                comparison.candidate(),
                comparison.verdict().label().toUpperCase(Locale.ROOT),
                judged.decision().outcome().label(),
                metrics(comparison, ChangeVerdict.WORSE),
                metrics(comparison, ChangeVerdict.BETTER));
    }

    /** Returns the metrics of a verdict with their changes; those of several trials with the name of the trial. */
    private static String metrics(Comparison comparison, ChangeVerdict verdict) {
        boolean several = comparison.trials().size() > 1;
        String joined = comparison.trials().stream()
                .flatMap(trial -> trial.having(verdict)
                        .map(metric -> ((several ? trial.name() + ": " : "")
                                + metric.key()
                                + (metric.change().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                " %+.1f %%",
                                                100 * metric.change().getAsDouble())
                                        : ""))))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return joined.isEmpty() ? "-" : joined;
    }
}
