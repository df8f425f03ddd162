package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.chart.Chart;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepSectionTest {

    @TempDir
    Path folder;

    private final ChartBook book = new ChartBook();

    private static SampleLoad load(double rate, String tokens) {
        return SampleLoad.open(rate)
                .ofRequests(600, Integer.parseInt(tokens))
                .with(Map.of("rate", String.valueOf(rate), "tokens", tokens));
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
        String html = html(SweepSection.of(result, book));

        assertThat(html)
                .contains(
                        "Sweep of ChatMedium over rate and tokens", "Which to take", "balance", "Over tokens and rate")
                .contains("darker is better", "color-mix(in srgb, var(--good-bg) 100%");
        assertThat(book.charts().values())
                .extracting(Chart::title)
                .contains("Throughput and TTFT", "Throughput and TPOT", "Pareto front", "TPOT by requests in flight");
        assertThat(book.charts().values())
                .filteredOn(chart -> chart.title().equals("Pareto front"))
                .singleElement()
                .satisfies(chart -> assertThat(chart.y().label() + chart.note())
                        .contains("GPU")
                        .doesNotContain("not known"));
        Chart curve = book.charts().values().iterator().next();
        assertThat(curve.series()).extracting("name").containsExactly("tokens=6", "tokens=12");
        assertThat(curve.series().get(0).labels()).containsExactly("rate=20.0", "rate=40.0", "rate=80.0");
    }

    @Test
    void hasNoSectionForTrialsThatDifferInNothing() throws IOException {
        RunResult result = SampleBundle.write(folder, load(20, "6")).result();

        assertThat(SweepSection.of(result, book)).isEmpty();
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
    void recommendsNoInvalidTrial() throws IOException {
        RunResult valid =
                SampleBundle.write(folder, load(20, "6"), load(80, "6")).result();
        List<TrialResult> trials = valid.trials().stream()
                .map(trial -> trial.toBuilder()
                        .validity(new Validity(List.of(new Validity.Finding(
                                "send.lag.p99", Validity.Weight.INVALID, 8, 5, "requests left 8 ms late"))))
                        .build())
                .toList();
        String html = html(SweepSection.of(SampleBundle.run("run", trials), book));

        assertThat(html).contains("No valid trial measured enough to choose by.", "INVALID");
    }
}
