package io.varcas.reports.data;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.VerdictReason;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JUnit XML, which every CI shows: a suite for each trial, a case for each objective. A broken objective is a failure; one that was not
 * measured or is undecided, a trial that did not run to its end and numbers that are not the server's are errors.
 */
public final class JunitReport implements ReportFormat {

    @Override
    public String name() {
        return "junit";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public String description() {
        return "JUnit XML for CI: one test case for each objective";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        RunResult result = bundle.result();
        List<JunitSuite> suites = result.trials().stream()
                .map(trial -> new JunitSuite(
                        trial.trialName(), trial.benchmark(), result.started(), time(trial), cases(trial)))
                .toList();
        JunitXml.write(result.id(), result.duration(), suites, out);
    }

    /** Returns the planned time of the load: iterations of warm-up and measurement of all forks that ran. */
    private static Duration time(TrialResult trial) {
        Timing timing = trial.timing();
        return timing.warmupTime()
                .multipliedBy(timing.warmupIterations())
                .plus(timing.measurementTime().multipliedBy(timing.measurementIterations()))
                .multipliedBy(trial.forkResults().size());
    }

    private static List<JunitSuite.Case> cases(TrialResult trial) {
        List<JunitSuite.Case> cases = new ArrayList<>();
        cases.add(end(trial));
        if (trial.status() != Status.FAILED) {
            cases.add(validity(trial.validity()));
        }
        trial.objectives().forEach(verdict -> cases.add(objective(trial, verdict)));
        trial.accuracy().ifPresent(accuracy -> cases.add(accuracy(accuracy)));
        return cases;
    }

    private static JunitSuite.Case end(TrialResult trial) {
        return new JunitSuite.Case(
                "runs to its end",
                time(trial),
                trial.status() == Status.COMPLETED
                        ? Optional.empty()
                        : Optional.of(new JunitSuite.Problem(
                                JunitSuite.Kind.ERROR,
                                trial.status().label(),
                                trial.error().orElse(trial.status().label()),
                                trial.forkResults().stream()
                                        .flatMap(fork -> fork.stderr().stream())
                                        .collect(Collectors.joining("\n")))));
    }

    private static JunitSuite.Case validity(Validity validity) {
        String text =
                validity.findings().stream().map(Validity.Finding::sentence).collect(Collectors.joining("\n"));
        return new JunitSuite.Case(
                "measures the server and not the client",
                validity.isValid()
                        ? Optional.empty()
                        : Optional.of(new JunitSuite.Problem(
                                JunitSuite.Kind.ERROR,
                                "invalid",
                                text.lines().findFirst().orElse(""),
                                text)));
    }

    private static JunitSuite.Case objective(TrialResult trial, Verdict verdict) {
        JudgedObjective objective = new JudgedObjective(trial, verdict);
        String claim = objective.claim();
        String why = verdict.objective().reasonAndLayer();
        String reason = why.isEmpty() ? "" : "; reason of the objective: " + why;
        String kind = verdict.objective().subject().predicted() ? "predicted " : "measured ";
        String origin = verdict.origin().map(from -> ", " + from.label()).orElse("");
        return new JunitSuite.Case(
                claim,
                switch (verdict.status()) {
                    case MET -> Optional.empty();
                    case BROKEN ->
                        Optional.of(problem(
                                kind(verdict, JunitSuite.Kind.FAILURE),
                                "broken",
                                claim + " is broken: " + kind
                                        + VerdictReason.value(objective)
                                        + " (n="
                                        + verdict.n() + origin + ")" + reason));
                    case UNDECIDED ->
                        Optional.of(problem(
                                kind(verdict, JunitSuite.Kind.ERROR),
                                "undecided",
                                claim + " is undecided: " + verdict.note() + " (n=" + verdict.n() + ")" + reason));
                    case NOT_MEASURED ->
                        Optional.of(problem(
                                kind(verdict, JunitSuite.Kind.ERROR),
                                "not measured",
                                claim + " was not measured: " + verdict.note() + " (n=" + verdict.n() + ")" + reason));
                });
    }

    /** A warning is shown, and fails no build. */
    private static JunitSuite.Kind kind(Verdict verdict, JunitSuite.Kind otherwise) {
        return verdict.fails() ? otherwise : JunitSuite.Kind.SKIPPED;
    }

    private static JunitSuite.Case accuracy(AccuracyResult accuracy) {
        String claim = "accuracy of " + accuracy.scorer() + " on " + accuracy.dataset() + " >= "
                + NumberText.of(accuracy.threshold());
        return new JunitSuite.Case(
                claim,
                accuracy.passed()
                        ? Optional.empty()
                        : Optional.of(problem(
                                accuracy.fails() ? JunitSuite.Kind.FAILURE : JunitSuite.Kind.SKIPPED,
                                accuracy.verdict().label(),
                                claim + ": " + found(accuracy))));
    }

    private static String found(AccuracyResult accuracy) {
        return accuracy.notMeasured()
                .map(why -> NumberText.NOT_MEASURED + ": " + why)
                .orElseGet(
                        () -> "mean score " + NumberText.of(accuracy.summary().mean()) + " (n=" + accuracy.n() + ", "
                                + accuracy.failures() + " without an output)"
                                + accuracy.change()
                                        .map(change -> "; against the baseline: " + change.summary())
                                        .orElse(""));
    }

    private static JunitSuite.Problem problem(JunitSuite.Kind kind, String type, String message) {
        return new JunitSuite.Problem(kind, type, message, message);
    }
}
