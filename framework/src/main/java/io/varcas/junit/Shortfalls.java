package io.varcas.junit;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.validity.Validity;
import java.util.ArrayList;
import java.util.List;

/** Text about every objective that a run does not meet. */
final class Shortfalls {

    private static final int ERRORS_SHOWN = 3;

    private Shortfalls() {}

    /** Describes every objective that is not met, or why the run is invalid, with all reasons; many lines. */
    static String explain(RunResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(result));
        for (TrialResult trial : result.trials()) {
            List<String> own = of(trial);
            if (!own.isEmpty()) {
                lines.add("  " + trial.trialName() + " (" + trial.load() + ")");
                own.forEach(line -> lines.add("    " + line));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** Marks what a model says as such, with a space before it; empty for a real server. */
    static String simulated(RunResult result) {
        return result.target().simulated() ? " [SIMULATED server: its times come from a model, not from hardware]" : "";
    }

    private static String headline(RunResult result) {
        List<Verdict> all = result.trials().stream()
                .flatMap(trial -> trial.objectives().stream())
                .filter(verdict -> verdict.status() == Verdict.Status.MET || verdict.fails())
                .toList();
        long broken = count(all, Verdict.Status.BROKEN);
        long undecided = count(all, Verdict.Status.UNDECIDED);
        long open = count(all, Verdict.Status.NOT_MEASURED);
        String objectives = all.isEmpty()
                ? "the run has no objectives"
                : broken + " of " + all.size() + " objectives broken"
                        + (undecided > 0 ? ", " + undecided + " undecided" : "")
                        + (open > 0 ? ", " + open + " not measured" : "");
        String word = switch (result.verdict()) {
            case FAILED -> "run FAILED, and decides nothing: ";
            case INVALID -> "run INVALID, and decides nothing: ";
            case NOT_MEASURED -> "SLA not measured: ";
            case UNDECIDED -> "SLA undecided: ";
            case BROKEN, MET, NO_OBJECTIVES -> "SLA not met: ";
        };
        return word + objectives + ", on " + result.target().uri() + simulated(result);
    }

    /** Returns what is wrong with a trial, a line each; empty if nothing is. */
    static List<String> of(TrialResult trial) {
        List<String> lines = new ArrayList<>();
        if (trial.status() != Status.COMPLETED) {
            lines.add(trial.status().label()
                    + trial.error().map(error -> ": " + error).orElse(""));
            trial.forkResults().forEach(fork -> fork.stderr().forEach(line -> lines.add("  stderr | " + line)));
        }
        lines.addAll(invalid(trial));
        trial.objectives().stream().filter(Verdict::fails).map(VerdictLine::of).forEach(lines::add);
        trial.accuracy().filter(AccuracyResult::fails).map(Shortfalls::accuracy).ifPresent(lines::add);
        if (!lines.isEmpty()) {
            trial.errors().entrySet().stream()
                    .limit(ERRORS_SHOWN)
                    .forEach(error -> lines.add(error.getValue() + " requests failed: " + error.getKey()));
        }
        return lines;
    }

    /** Returns why the numbers of a trial are not the server's, a line each. */
    static List<String> invalid(TrialResult trial) {
        return trial.validity().findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(finding -> "INVALID " + finding.check() + ": " + finding.sentence())
                .toList();
    }

    private static String accuracy(AccuracyResult accuracy) {
        return "accuracy " + accuracy.verdict().name() + ": mean score "
                + (accuracy.n() == 0
                        ? "not measured"
                        : VerdictLine.number(accuracy.summary().mean().orElse(Double.NaN)))
                + ", must be >= " + VerdictLine.number(accuracy.threshold()) + "; n = " + accuracy.n() + ", "
                + accuracy.failures() + " without an output; " + accuracy.scorer() + " on " + accuracy.dataset()
                + accuracy.change().map(change -> "; " + change.summary()).orElse("");
    }

    private static long count(List<Verdict> all, Verdict.Status status) {
        return all.stream().filter(verdict -> verdict.status() == status).count();
    }
}
