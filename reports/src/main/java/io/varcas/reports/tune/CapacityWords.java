package io.varcas.reports.tune;

import io.varcas.text.NumberText;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.ProbeResult;
import io.varcas.tune.capacity.ProbeResult.LimitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Words that all formats of a capacity share. */
public final class CapacityWords {

    private static final double PERCENT = 100;

    private CapacityWords() {}

    /** Returns the result and its basis, one line each. */
    public static List<String> lines(CapacityResult result) {
        List<String> lines = new ArrayList<>();
        lines.add((result.simulated() ? "SIMULATED " : "") + "capacity of " + title(result) + ": " + result.describe());
        if (result.capacity().isPresent()) {
            lines.add(result.outcome().label() + ": " + result.explanation());
        }
        lines.add("objectives: " + String.join(", ", result.objectives()));
        result.leftOut().forEach(line -> lines.add("not searched for: " + line));
        if (result.predicted().isPresent()) {
            lines.add("predicted: " + NumberText.brief(result.predicted().getAsDouble()) + " "
                    + result.axis().unit());
        }
        lines.add(result.probes().size() + " runs in " + NumberText.brief(result.spentSeconds()) + " s, rule "
                + result.rule().label() + ", precision " + NumberText.plain(PERCENT * result.precision())
                + " %, seed " + result.seed() + ", target " + result.target());
        return lines;
    }

    public static String title(CapacityResult result) {
        return result.params().isEmpty() ? result.workload() : result.workload() + " " + result.params();
    }

    /** Returns the number that an objective bounds: {@code ttft.p95} of {@code ttft.p95 <= 500.0 ms}. */
    public static String subject(String objective) {
        int space = objective.indexOf(' ');
        return space < 0 ? objective : objective.substring(0, space);
    }

    /** Returns the counts of all objectives, one after the other; one number where they agree. */
    public static String sum(ProbeResult probe, ToLongFunction<LimitResult> count) {
        return probe.limits().stream()
                .mapToLong(count)
                .distinct()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
