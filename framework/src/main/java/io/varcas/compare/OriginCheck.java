package io.varcas.compare;

import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A check of where the numbers of both sides come from: a server, a simulation, or another tool. */
final class OriginCheck {

    private static final Set<Origin> OBSERVED = Set.of(Origin.MEASURED, Origin.SIMULATED, Origin.IMPORTED);

    private OriginCheck() {}

    /** Returns the warning that the sides are of different kinds, or that both are not measured; empty if both are. */
    static Optional<Warning> warning(TrialMatch match) {
        Set<Origin> left = origins(match.baseline());
        Set<Origin> right = origins(match.candidate());
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        if (!left.equals(right)) {
            return Optional.of(new Warning(
                    Warning.Kind.ORIGINS_DIFFER,
                    "the baseline is " + words(left) + " and the candidate " + words(right)
                            + ": a difference may be that of the kinds, not of the servers"));
        }
        return left.equals(Set.of(Origin.MEASURED))
                ? Optional.empty()
                : Optional.of(new Warning(Warning.Kind.NOT_MEASURED, "both sides are " + words(left)));
    }

    private static Set<Origin> origins(List<TrialOfRun> trials) {
        return trials.stream()
                .map(trial -> trial.trial().metrics().all())
                .flatMap(Collection::stream)
                .map(MetricSummary::origin)
                .filter(OBSERVED::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String words(Set<Origin> origins) {
        return origins.stream().map(origin -> origin.name()).collect(Collectors.joining(" and "));
    }
}
