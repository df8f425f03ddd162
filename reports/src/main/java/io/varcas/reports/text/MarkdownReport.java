package io.varcas.reports.text;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.profiler.Reading;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.MetricText;
import io.varcas.reports.OriginBanner;
import io.varcas.reports.RunLabels;
import io.varcas.reports.ServerReading;
import io.varcas.reports.VerdictReason;
import io.varcas.reports.VerdictText;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result as Markdown, short enough for a comment on a pull request: verdict, objectives, main numbers, what is wrong with the run. */
public final class MarkdownReport implements ReportFormat {

    private static final List<String> MAIN = List.of(
            "ttft.p50", "ttft.p99", "tpot.p50", "e2e.p50", "throughput.requests", "throughput.output", "goodput");

    @Override
    public String name() {
        return "md";
    }

    @Override
    public String extension() {
        return "md";
    }

    @Override
    public String description() {
        return "Markdown for a pull request";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        RunResult result = bundle.result();
        List<String> lines = new ArrayList<>();
        lines.add("## " + title(result) + ": " + result.verdict().label().toUpperCase(Locale.ROOT));
        lines.add("");
        lines.add(MarkdownText.of(VerdictText.because(result)) + ".");
        List<String> reasons = VerdictReason.of(result);
        if (!reasons.isEmpty()) {
            lines.add("");
            reasons.forEach(reason -> lines.add("- " + MarkdownText.of(reason)));
        }
        OriginBanner.of(result).ifPresent(banner -> {
            int word = banner.indexOf(':');
            lines.addAll(
                    List.of("", "> **" + banner.substring(0, word) + "**" + MarkdownText.of(banner.substring(word))));
        });
        objectives(result, lines);
        numbers(result, lines);
        result.trials()
                .forEach(trial -> trial.stages()
                        .ifPresent(stages -> lines.addAll(StageText.markdown(trial.trialName(), stages))));
        readings(result, lines);
        result.trials().forEach(trial -> problems(trial, lines));
        lines.addAll(ServerText.markdown(result.target().server()));
        identity(result, lines);
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String title(RunResult result) {
        return MarkdownText.of(
                result.trials().stream().map(TrialResult::name).distinct().collect(Collectors.joining(", ")));
    }

    private static void objectives(RunResult result, List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            for (Verdict verdict : trial.objectives()) {
                JudgedObjective objective = new JudgedObjective(trial, verdict);
                rows.add(List.of(
                        trial.trialName(),
                        objective.label(),
                        verdict.fails() ? verdict.word().toUpperCase(Locale.ROOT) : verdict.word(),
                        objective.target(),
                        objective.predictedText(),
                        objective.measured(),
                        objective.unit(),
                        NumberText.count(verdict.n()),
                        verdict.objective().reasonAndLayer()));
            }
        }
        if (!rows.isEmpty()) {
            lines.add("");
            lines.addAll(MarkdownText.table(
                    List.of("trial", "objective", "verdict", "target", "predicted", "measured", "unit", "n", "reason"),
                    rows));
        }
    }

    private static void numbers(RunResult result, List<String> lines) {
        List<String> heads = new ArrayList<>(List.of("trial"));
        List<MetricKey> keys = MAIN.stream().map(MetricKey::parse).toList();
        keys.forEach(key -> heads.add(key.title()));
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            List<String> row = new ArrayList<>(List.of(trial.trialName()));
            keys.forEach(key -> row.add(number(trial, key)));
            rows.add(row);
        }
        lines.add("");
        lines.addAll(MarkdownText.table(heads, rows));
    }

    /** Writes a number with its unit and interval: {@code 16.9 ms (15.9 .. 18.2)}. */
    private static String number(TrialResult trial, MetricKey key) {
        String interval = trial.metrics()
                .find(key)
                .map(found -> MetricText.interval(
                        found,
                        key.statistic(),
                        DisplayUnit.of(key.metric(), trial.metrics().value(key).orElse(0))))
                .orElse("");
        return MetricText.quantity(trial.metrics(), key) + (interval.isEmpty() ? "" : " (" + interval + ")");
    }

    /** Folded away, for a comment stays short. */
    private static void readings(RunResult result, List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            for (ServerReading server : ServerReading.of(trial)) {
                Reading reading = server.reading();
                rows.add(List.of(
                        trial.trialName(),
                        String.valueOf(server.fork()),
                        reading.name(),
                        server.value(),
                        server.unit(),
                        reading.note()));
            }
        }
        if (!rows.isEmpty()) {
            lines.addAll(List.of("", "<details><summary>Read from the server's metrics</summary>", ""));
            lines.addAll(MarkdownText.table(List.of("trial", "fork", "server reading", "value", "unit", "note"), rows));
            lines.addAll(List.of("", "</details>"));
        }
    }

    private static void problems(TrialResult trial, List<String> lines) {
        List<String> problems = new ArrayList<>();
        if (trial.status() != Status.COMPLETED) {
            problems.add("**" + trial.status().label() + "**: "
                    + MarkdownText.of(trial.error().orElse("no reason given")));
        }
        for (Validity.Finding finding : trial.validity().findings()) {
            problems.add("**" + finding.weight().name().toLowerCase(Locale.ROOT) + "** "
                    + MarkdownText.of(finding.check()) + ": " + MarkdownText.of(finding.sentence()));
        }
        trial.accuracy().filter(accuracy -> !accuracy.passed()).ifPresent(accuracy -> problems.add(accuracy(accuracy)));
        if (!problems.isEmpty()) {
            lines.add("");
            lines.add(MarkdownText.of(trial.trialName()) + ":");
            lines.add("");
            problems.forEach(problem -> lines.add("- " + problem));
        }
    }

    private static String accuracy(AccuracyResult accuracy) {
        String what = "**accuracy** " + accuracy.verdict().label() + ": "
                + MarkdownText.of(accuracy.scorer() + " on " + accuracy.dataset());
        if (accuracy.notMeasured().isPresent()) {
            return what + ", " + MarkdownText.of(accuracy.notMeasured().get());
        }
        return what + ", mean score " + NumberText.of(accuracy.summary().mean()) + ", threshold "
                + NumberText.of(accuracy.threshold())
                + accuracy.change()
                        .map(change -> "; against the baseline: " + MarkdownText.of(change.summary()))
                        .orElse("");
    }

    private static void identity(RunResult result, List<String> lines) {
        lines.add("");
        lines.add("<sub>"
                + MarkdownText.of(result.target().model() + " at "
                        + result.target().uri()
                        + result.target()
                                .engineVersion()
                                .map(version -> ", vLLM " + version)
                                .orElse("")
                        + "; Varcas " + result.varcasVersion() + "; " + result.started() + "; bundle " + result.id()
                        + RunLabels.commit(result)
                                .map(commit -> "; commit " + commit)
                                .orElse("")
                        + RunLabels.tags(result).map(tags -> "; tags " + tags).orElse(""))
                + "</sub>");
    }
}
