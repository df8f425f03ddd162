package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.Series;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.sla.Verdict;
import io.varcas.stats.Interval;
import io.varcas.validity.Validity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepSectionTest {

    @TempDir
    Path folder;

    private final ChartBook book = new ChartBook();

    private static SampleLoad load(double rate, String tokens) {
        return SampleLoad.open(rate)
                .ofRequests(600, Integer.parseInt(tokens))
                .with(Map.of("rate", String.valueOf(rate), "tokens", tokens));
    }

    private static SampleLoad load(double rate) {
        return SampleLoad.open(rate).ofRequests(600, 6);
    }

    private static String html(List<Tag> tags) {
        return tags.stream().map(Tag::html).collect(Collectors.joining());
    }

    @Test
    void laysTrialsOverTwoParametersBesideEachOther() throws IOException {
        RunResult result = SampleBundle.write(
                        folder,
                        load(20, "6"),
                        load(40, "6"),
                        load(80, "6"),
                        load(20, "12"),
                        load(40, "12"),
                        load(80, "12"))
                .result();
        String html = html(SweepSection.of(List.of(result), book));

        assertThat(html)
                .contains(
                        "Sweep of ChatMedium over rate and tokens",
                        "Over tokens and rate",
                        "Changes from the first row")
                .contains("darker is better", "color-mix(in srgb, var(--good-bg) 100%");
        assertThat(book.charts().values())
                .extracting(Chart::title)
                .contains(
                        "ttft.p95 over rate",
                        "Throughput and goodput over rate",
                        "Throughput and TTFT",
                        "Throughput and TPOT",
                        "Pareto front",
                        "TPOT by requests in flight");
        assertThat(book.charts().values())
                .filteredOn(chart -> chart.title().equals("Pareto front"))
                .singleElement()
                .satisfies(chart -> assertThat(chart.y().label() + chart.note())
                        .contains("GPU")
                        .doesNotContain("not known"));
        Chart curve = book.charts().values().iterator().next();
        assertThat(curve.series()).extracting("name").startsWith("tokens=6", "tokens=12");
        assertThat(curve.series().get(0).labels()).containsExactly("rate=20.0", "rate=40.0", "rate=80.0");
    }

    @Test
    void hasNoSectionForTrialsThatDifferInNothing() throws IOException {
        RunResult result = SampleBundle.write(folder, load(20, "6")).result();

        assertThat(SweepSection.of(List.of(result), book)).isEmpty();
    }

    @Test
    void putsEachNumberOfAnObjectiveUnderItsHead() throws IOException {
        RunResult result = SampleBundle.write(folder, load(20, "6")).result();
        String html = ObjectiveSection.of(result).html();
        List<String> heads = cells(html.substring(html.indexOf("<thead>"), html.indexOf("</thead>")));
        List<String> row = cells(html.substring(html.indexOf("<code>ttft.p95"), html.indexOf("typing indicator")));

        assertThat(heads.subList(0, 4)).containsExactly("objective", "verdict", "target", "predicted");
        assertThat(row.get(2)).isEqualTo("≤ 400");
        assertThat(row.get(heads.indexOf("unit"))).isEqualTo("ms");
    }

    private static List<String> cells(String html) {
        return List.of(html.replaceAll("<[^>]+>", "|").split("[|\\s&&[^ ]]*\\|[|\\s]*", -1)).stream()
                .filter(cell -> !cell.isBlank())
                .toList();
    }

    @Test
    void recommendsTheMostLoadWithinTheObjectivesAndTellsWhyNotMore() throws IOException {
        RunResult result =
                SampleBundle.write(folder, load(20), load(40), load(80)).result();
        List<TrialResult> trials = List.of(
                judged(result.trials().get(0), Verdict.Status.MET),
                judged(result.trials().get(1), Verdict.Status.MET),
                judged(result.trials().get(2), Verdict.Status.BROKEN));
        String html = html(SweepSection.of(List.of(SampleBundle.run("run", trials)), book));

        assertThat(html)
                .contains("Highest rate within the objectives: ", "completed at rate=40.0")
                .contains("rate=80.0 is broken: ttft.p95 ")
                .contains("◀ highest", "✓ ", "✗ ");
        assertThat(html).containsPattern("rate=40.0</span>\\s*◀ highest");
        Chart curve = Objects.requireNonNull(book.charts().get("sweep-1-1"));
        assertThat(curve.rules())
                .extracting(rule -> rule.label() + " " + rule.at())
                .contains("objective 400 ms 400.0", "highest met 40.0");
        assertThat(curve.series()).extracting("name").contains("predicted");
        assertThat(curve.series()).extracting("look").contains(Series.Look.WHISKERS);
    }

    private static TrialResult judged(TrialResult trial, Verdict.Status status) {
        List<Verdict> verdicts = trial.objectives().stream()
                .map(one -> new Verdict(one.objective(), status, one.value(), one.n(), one.origin(), ""))
                .limit(1)
                .toList();
        MetricKey key = verdicts.get(0).objective().subject().key();
        double value = trial.metrics().value(key).orElseThrow();
        MetricSummary summary = trial.metrics().find(key).orElseThrow();
        return trial.toBuilder()
                .metrics(trial.metrics()
                        .with(List.of(
                                summary.with(Map.of(key.statistic(), new Interval(value * 0.9, value * 1.1, 0.95))))))
                .objectives(verdicts)
                .accuracy(Optional.empty())
                .validity(new Validity(List.of()))
                .build();
    }

    @Test
    void showsServersWithOtherFlagsAsLinesOfOneSweep() throws IOException {
        RunResult one = SampleBundle.write(folder, load(20), load(80)).result();
        RunResult other = withFlag(one, "128");
        String html = html(SweepSection.of(List.of(one, other), book));

        assertThat(html).contains("Sweep of ChatMedium over rate and max-num-seqs", "max-num-seqs=128");
        assertThat(Objects.requireNonNull(book.charts().get("sweep-1-1")).series())
                .extracting("name")
                .contains("max-num-seqs=64", "max-num-seqs=128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | vllm serve M --port ${port} --max-num-seqs 64 | vllm serve M --port ${port} --max-num-seqs"
                        + " 128",
                "true | sim:step-base=5ms --max-num-seqs 64 | sim:step-base=5ms --max-num-seqs 128",
            })
    void readsTheFlagsOfLaunchedAndSimulatedServers(boolean simulated, String first, String second) throws IOException {
        RunResult run = SampleBundle.write(folder, load(20), load(80)).result();
        String html = html(
                SweepSection.of(List.of(withServer(run, simulated, first), withServer(run, simulated, second)), book));

        assertThat(html).contains("Sweep of ChatMedium over rate and max-num-seqs", "max-num-seqs=128");
    }

    private static RunResult withServer(RunResult run, boolean simulated, String server) {
        Map<String, String> facts = new HashMap<>(run.target().facts());
        facts.remove("max-num-seqs");
        if (!simulated) {
            facts.put(TargetIdentity.LAUNCHED, server);
        }
        return with(run, server, simulated, simulated ? server : run.target().asked(), facts);
    }

    private static RunResult withFlag(RunResult run, String sequences) {
        Map<String, String> facts = new HashMap<>(run.target().facts());
        facts.put("max-num-seqs", sequences);
        return with(run, sequences, run.target().simulated(), run.target().asked(), facts);
    }

    private static RunResult with(
            RunResult run, String id, boolean simulated, String asked, Map<String, String> facts) {
        TargetIdentity target = run.target();
        return new RunResult(
                run.schemaVersion(),
                run.id() + "-" + id,
                run.status(),
                run.started(),
                run.ended(),
                run.varcasVersion(),
                run.source(),
                run.command(),
                run.host(),
                run.launcher(),
                new TargetIdentity(
                        asked,
                        target.uri(),
                        simulated,
                        target.engineVersion(),
                        target.model(),
                        target.contextTokens(),
                        facts),
                run.trials());
    }

    @Test
    void foldsTheTrialsOfASweepAndWritesSeveralRunsOnOnePage() throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, load(20), load(80));
        ResultBundle other = new ResultBundle(bundle.folder(), withFlag(bundle.result(), "128"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport().write(List.of(bundle, other), out);
        String page = out.toString(StandardCharsets.UTF_8);

        assertThat(page)
                .contains("<h1>2 runs of ChatMedium</h1>", "Runs on this page", "href=\"#run-2\"")
                .contains("id=\"run-2-trial-2\"", "class=\"trial-fold\"");
    }

    @Test
    void callsNoTrialBestThatNoiseMayHaveMadeSo() throws IOException {
        RunResult result = SampleBundle.write(folder, load(40), load(40.1)).result();
        List<TrialResult> trials = result.trials().stream()
                .map(trial -> judged(trial, Verdict.Status.MET))
                .toList();
        String html = html(SweepSection.of(List.of(SampleBundle.run("run", trials)), book));

        assertThat(html).containsPattern("ttft.p\\d+: not shown to differ").containsPattern("rate=40.\\d; rate=40.\\d");
    }

    @Test
    void recommendsNoInvalidTrial() throws IOException {
        RunResult valid =
                SampleBundle.write(folder, load(20, "6"), load(80, "6")).result();
        List<TrialResult> trials = valid.trials().stream()
                .map(trial -> trial.toBuilder()
                        .validity(new Validity(List.of(new Validity.Finding(
                                "send.lag.p99", Validity.Weight.INVALID, 8, 5, "requests left 8 ms late"))))
                        .build())
                .toList();
        String html = html(SweepSection.of(List.of(SampleBundle.run("run", trials)), book));

        assertThat(html).contains("No valid trial within the objectives to choose from.", "INVALID");
    }
}
