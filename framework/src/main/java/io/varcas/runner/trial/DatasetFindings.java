package io.varcas.runner.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.dataset.DatasetStatistics;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.setting.type.Durations;
import io.varcas.supply.ForkRequests;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Findings about a dataset: parts that did not become load, or another load than it says. */
final class DatasetFindings {

    private DatasetFindings() {}

    /**
     * Adds them to what was found of a run.
     *
     * @param validity what was found so far
     * @param plan whose data they are
     * @param forks its measured forks
     * @param due requests that were due in the measurement phase
     * @param folder of the bundle, where forks wrote down what they found in their data
     * @throws IOException if that cannot be read
     */
    static Validity added(Validity validity, WorkloadPlan plan, List<ForkResult> forks, long due, Path folder)
            throws IOException {
        Optional<DatasetStatistics> worst = Optional.empty();
        Map<String, Long> changes = new LinkedHashMap<>();
        for (ForkResult fork : forks) {
            Path file = folder.resolve(fork.requests()).resolveSibling(ForkRequests.TALLY);
            if (Files.exists(file)) {
                DatasetStatistics tally = new ObjectMapper().readValue(file.toFile(), DatasetStatistics.class);
                tally.changes().forEach((what, count) -> changes.merge(what, count, Math::max));
                if (tally.badLines() > worst.map(DatasetStatistics::badLines).orElse(0L)) {
                    worst = Optional.of(tally);
                }
            }
        }
        List<Finding> findings = new ArrayList<>(validity.findings());
        worst.ifPresent(tally -> findings.add(badLines(tally)));
        changes.forEach((what, count) -> findings.add(new Finding(
                "dataset.notes", Weight.WARNING, count, 0, "dataset: " + what + ", " + count + " times (limit 0)")));
        if (isCut(plan, forks)) {
            findings.add(cut(plan, due));
        }
        return new Validity(findings);
    }

    private static Finding badLines(DatasetStatistics tally) {
        return new Finding(
                "dataset.badLines",
                Weight.WARNING,
                tally.badLines(),
                0,
                String.format(
                        Locale.ROOT,
                        "%s of the dataset could not be used, beside %d that could (limit 0): %s",
                        tally.badLines() == 1 ? "1 line" : tally.badLines() + " lines",
                        tally.entries(),
                        String.join("; ", tally.firstBad())));
    }

    /** Returns true if a replay ended with its time, and not with its data. A recording that says how long its load was ends as that did. */
    private static boolean isCut(WorkloadPlan plan, List<ForkResult> forks) {
        return plan.load() instanceof LoadShape.Replay
                && !plan.hasRecordedLength()
                && !forks.isEmpty()
                && forks.stream()
                        .allMatch(fork -> fork.status() == Status.COMPLETED
                                && fork.ranOutNanos().isEmpty());
    }

    private static Finding cut(WorkloadPlan plan, long due) {
        Duration length = Duration.ofNanos(plan.windows().measurementEndNanos());
        return new Finding(
                "dataset.cut",
                Weight.WARNING,
                due,
                due,
                "the dataset goes on after the " + Durations.brief(length) + " of the load: " + due
                        + " requests were due in its measurement phase, and those of later times were not sent; longer"
                        + " iterations (-r), or more of them (-i), replay more");
    }
}
