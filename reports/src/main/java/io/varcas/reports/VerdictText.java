package io.varcas.reports;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
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
            case MET -> all.isEmpty() ? "no objectives" : met(all) + warned(all);
            case NOT_MEASURED ->
                count(all, Verdict.Status.NOT_MEASURED) + " of " + all.size() + " objectives not measured, none broken"
                        + warned(all) + accuracy(result);
            case BROKEN ->
                count(all, Verdict.Status.BROKEN) + " of " + all.size() + " objectives broken, "
                        + count(all, Verdict.Status.NOT_MEASURED) + " not measured" + warned(all) + accuracy(result);
            case FAILED -> failure(result);
        };
    }

    /** Of a run that meets its objectives: what it does not meet only warns. */
    private static String met(List<Verdict> all) {
        long warnings = warnings(all);
        return (warnings == 0 ? "all " : all.size() - warnings + " of ") + all.size() + " objectives";
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
        long invalid = result.trials().stream()
                .filter(trial -> !trial.validity().isValid())
                .count();
        return failed > 0
                ? failed + " of " + result.trials().size() + " trials failed"
                : interrupted > 0 || result.status() == Status.INTERRUPTED
                        ? "interrupted; the measurements until then are in the result"
                        : invalid + " of " + result.trials().size()
                                + " trials invalid: the numbers are not the server's";
    }

    private static long count(RunResult result, Status status) {
        return result.trials().stream()
                .map(TrialResult::status)
                .filter(status::equals)
                .count();
    }
}
