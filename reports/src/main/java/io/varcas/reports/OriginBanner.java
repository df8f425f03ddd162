package io.varcas.reports;

import io.varcas.metric.Origin;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.util.Optional;

/** The line that stands once over a result whose numbers Varcas did not measure on a real server. */
public final class OriginBanner {

    private OriginBanner() {}

    /** Returns the line, which begins with SIMULATED or IMPORTED; empty for a measurement. */
    public static Optional<String> of(RunResult result) {
        if (result.target().simulated()) {
            return Optional.of("SIMULATED: these times come from a model of a server, not from hardware.");
        }
        String tool = result.target().facts().getOrDefault("imported.from", "another tool");
        return result.trials().stream().anyMatch(OriginBanner::isImported)
                ? Optional.of("IMPORTED: " + tool + " sent the requests and recorded their times, not Varcas.")
                : Optional.empty();
    }

    private static boolean isImported(TrialResult trial) {
        return trial.metrics().all().stream().anyMatch(summary -> summary.origin() == Origin.IMPORTED);
    }
}
