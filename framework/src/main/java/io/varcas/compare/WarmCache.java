package io.varcas.compare;

import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.validity.ValidityChecks;
import java.util.List;
import java.util.Optional;

/**
 * Detects runs whose prompts were in the server's prefix cache because it had received them before; such a run is
 * faster than comparable runs.
 */
final class WarmCache {

    private WarmCache() {}

    static Optional<Warning> warning(TrialMatch match) {
        long left = warm(match.baseline());
        long right = warm(match.candidate());
        if (left + right == 0) {
            return Optional.empty();
        }
        return Optional.of(new Warning(
                Warning.Kind.CACHE_IS_WARM,
                "the server had received the prompts before and may have cached them, in "
                        + left + " of "
                        + match.baseline().size() + " trials of the baseline and " + right + " of "
                        + match.candidate().size()
                        + " of the candidate; use a freshly started server for each run, or disable its prefix cache"));
    }

    private static long warm(List<TrialOfRun> trials) {
        return trials.stream()
                .filter(trial -> trial.trial().validity().findings().stream()
                        .anyMatch(finding -> ValidityChecks.OF_A_WARM_CACHE.contains(finding.check())))
                .count();
    }
}
