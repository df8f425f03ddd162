package io.varcas.compare;

import io.varcas.annotation.Severity;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Objectives that runs of a side did not meet: one sentence for each, whatever the number of runs. */
final class ObjectiveTally {

    /** A claim of a trial that some runs did not meet, and why. */
    private record Claim(String text, Verdict.Status status, String note) {}

    private final Map<Claim, List<Verdict>> missed = new LinkedHashMap<>();
    private final Map<String, List<Verdict>> all = new LinkedHashMap<>();
    private final Map<String, Integer> invalid = new LinkedHashMap<>();
    private final int runs;

    ObjectiveTally(List<RunResult> runs) {
        this.runs = runs.size();
        runs.forEach(run -> run.trials().forEach(this::add));
        judge();
    }

    private void add(TrialResult trial) {
        String name = trial.params().isEmpty() ? trial.name() : trial.name() + " " + trial.params();
        if (!trial.validity().isValid()) {
            invalid.merge(name, 1, Integer::sum); // its numbers decide nothing
            return;
        }
        trial.objectives().stream()
                .filter(verdict -> verdict.objective().severity() == Severity.FAIL)
                .forEach(verdict -> all.computeIfAbsent(
                                name + ": " + verdict.objective().describe(), unseen -> new ArrayList<>())
                        .add(verdict));
    }

    /** Judges each claim by the samples of all runs together, if they were kept; else run by run. */
    private void judge() {
        all.forEach((claim, verdicts) -> {
            Optional<Verdict> pooled = Verdict.pooled(verdicts);
            if (pooled.isPresent()) {
                if (pooled.get().fails()) {
                    missed.put(
                            new Claim(claim, pooled.get().status(), pooled.get().note()), verdicts);
                }
            } else {
                verdicts.stream()
                        .filter(Verdict::fails)
                        .forEach(verdict -> missed.computeIfAbsent(
                                        new Claim(claim, verdict.status(), verdict.note()), unseen -> new ArrayList<>())
                                .add(verdict));
            }
        });
    }

    /** Returns what is broken, with the numbers that break it. */
    Stream<String> broken() {
        return having(Verdict.Status.BROKEN)
                .map(entry -> entry.getKey().text() + " is broken" + often(entry.getValue()) + ": "
                        + values(entry.getValue()));
    }

    /** Returns what was not measured, is undecided or is INVALID, and why. */
    Stream<String> open() {
        Stream<String> left = invalid.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + " of " + runs + (runs == 1 ? " run" : " runs")
                        + " of the candidate is INVALID, and decides nothing");
        return Stream.of(left, open(Verdict.Status.NOT_MEASURED, " was "), open(Verdict.Status.UNDECIDED, " is "))
                .flatMap(sentences -> sentences);
    }

    private Stream<String> open(Verdict.Status status, String verb) {
        return having(status)
                .map(entry -> entry.getKey().text() + verb + status.label() + often(entry.getValue()) + ": "
                        + entry.getKey().note());
    }

    private Stream<Map.Entry<Claim, List<Verdict>>> having(Verdict.Status status) {
        return missed.entrySet().stream().filter(entry -> entry.getKey().status() == status);
    }

    private String often(List<Verdict> verdicts) {
        return runs == 1 ? "" : " in " + verdicts.size() + " of " + runs + " runs";
    }

    private static String values(List<Verdict> verdicts) {
        DoubleSummaryStatistics values = verdicts.stream()
                .mapToDouble(verdict -> verdict.value().orElseThrow())
                .summaryStatistics();
        String least = number(values.getMin());
        String most = number(values.getMax());
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? "never came" : NumberText.of(value);
    }
}
