package io.varcas.reports;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.validity.Validity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The reason of a verdict, in a line. */
public final class VerdictText {

    private VerdictText() {}

    /** Returns why the verdict of a run is what it is, without brackets. */
    public static String because(RunResult result) {
        List<Verdict> all = result.trials().stream()
                .flatMap(trial -> trial.objectives().stream())
                .toList();
        return switch (result.verdict()) {
            case NO_OBJECTIVES -> "nothing was decided: set objectives with @Sla";
            case MET, UNDECIDED, NOT_MEASURED, BROKEN -> counts(all) + accuracy(result);
            case INVALID -> invalid(result);
            case FAILED -> failure(result);
        };
    }

    /** Returns how many objectives have which status: {@code 10 of 12 objectives met, 2 undecided}. */
    public static String counts(List<Verdict> all) {
        if (all.isEmpty()) {
            return "no objectives";
        }
        long met = all.stream()
                .filter(verdict -> verdict.status() == Verdict.Status.MET)
                .count();
        StringBuilder text = new StringBuilder(
                met == all.size()
                        ? (met == 1 ? "the objective is" : "all " + met + " objectives") + " met"
                        : met + " of " + all.size() + " objectives met");
        for (Verdict.Status status :
                List.of(Verdict.Status.BROKEN, Verdict.Status.UNDECIDED, Verdict.Status.NOT_MEASURED)) {
            long count = count(all, status);
            text.append(count == 0 ? "" : ", " + count + " " + status.label());
        }
        return text + warned(all);
    }

    private static long count(List<Verdict> all, Verdict.Status status) {
        return all.stream()
                .filter(verdict -> verdict.status() == status && verdict.fails())
                .count();
    }

    private static String warned(List<Verdict> all) {
        long warnings = warnings(all);
        return warnings == 0 ? "" : ", " + warnings + " more only warned of";
    }

    private static long warnings(List<Verdict> all) {
        return all.stream()
                .filter(verdict -> verdict.status() != Verdict.Status.MET && !verdict.fails())
                .count();
    }

    private static String accuracy(RunResult result) {
        Set<AccuracyVerdict> verdicts = result.trials().stream()
                .flatMap(trial -> trial.accuracy().stream())
                .map(AccuracyResult::verdict)
                .collect(Collectors.toSet());
        if (verdicts.contains(AccuracyVerdict.FAILED)) {
            return ", accuracy below its threshold";
        }
        return verdicts.contains(AccuracyVerdict.UNDECIDED) ? ", accuracy undecided: outputs are missing" : "";
    }

    private static String failure(RunResult result) {
        long failed = count(result, Status.FAILED);
        long interrupted = count(result, Status.INTERRUPTED);
        return failed > 0
                ? failed + " of " + result.trials().size() + " trials failed"
                : interrupted > 0 || result.status() == Status.INTERRUPTED
                        ? "interrupted; the measurements until then are in the result"
                        : "the run failed";
    }

    /** Returns why the only trial is invalid; of several the invalid ones, and why the first is. */
    private static String invalid(RunResult result) {
        List<TrialResult> invalid = result.trials().stream()
                .filter(trial -> !trial.validity().isValid())
                .toList();
        String why = invalid.get(0).validity().findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(Validity.Finding::sentence)
                .findFirst()
                .orElse("the numbers are not the server's");
        if (result.trials().size() == 1) {
            return why;
        }
        String others = invalid.stream().skip(1).map(TrialResult::trialName).collect(Collectors.joining(", "));
        return invalid.size() + " of " + result.trials().size() + " trials invalid: "
                + invalid.get(0).trialName() + ", " + why + (others.isEmpty() ? "" : "; also " + others);
    }

    private static long count(RunResult result, Status status) {
        return result.trials().stream()
                .map(TrialResult::status)
                .filter(status::equals)
                .count();
    }
}
