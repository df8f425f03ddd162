package io.varcas.reports.html;

import io.varcas.metric.Metric;
import io.varcas.reports.VerdictText;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The top section: the verdict and its reason. */
final class HeaderSection {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HeaderSection() {}

    static Tag of(RunResult result) {
        Tag header =
                Tag.of("header").classed("verdict " + result.verdict().label().replace(' ', '-'));
        if (result.target().simulated()) {
            header.add(Tag.of(
                            "p",
                            "SIMULATED: the server was the embedded simulator. Its times come from a model, not from hardware.")
                    .classed("banner"));
        }
        header.add(
                Tag.of("p", result.verdict().label().toUpperCase(Locale.ROOT)).classed("word"),
                Tag.of("h1", title(result)),
                Tag.of("p", VerdictText.because(result)).classed("because"),
                Tag.of(
                                "p",
                                result.target().model() + " at "
                                        + result.target().uri() + ", "
                                        + TIME.format(result.started()))
                        .classed("subtitle"));
        return header;
    }

    static String title(RunResult result) {
        List<String> names =
                result.trials().stream().map(TrialResult::name).distinct().toList();
        return names.isEmpty() ? result.id() : String.join(", ", names);
    }

    static Tag navigation(RunResult result, int sweeps, List<String> trialIds) {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        nav.add(link("sla", "Objectives"));
        for (int i = 0; i < sweeps; i++) {
            nav.add(link(SweepSection.id(i), "Sweep"));
        }
        for (int i = 0; i < trialIds.size(); i++) {
            TrialResult trial = result.trials().get(i);
            nav.add(link(trialIds.get(i), trial.params().isEmpty() ? trial.name() : TrialSection.params(trial)));
        }
        return nav.add(
                link("identity", "Identity"),
                link("words", "Words"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static Tag link(String id, String text) {
        return Tag.of("a", text).with("href", "#" + id);
    }

    /** Returns a glossary of the metrics. */
    static Tag words() {
        TableTag table = new TableTag("Metrics", "metric", "unit", "what it is");
        for (Metric metric : Metric.values()) {
            table.row(
                    Tag.of("code", metric.label()),
                    Tag.of("span", metric.unit().symbol()),
                    Tag.of("span", metric.meaning()));
        }
        return Tag.of("section")
                .with("id", "words")
                .add(
                        Tag.of("h2", "What the words mean"),
                        Tag.of(
                                "p",
                                "Latencies begin at the intended send time, so that a stalled client or server cannot hide requests; the"
                                        + " variants named service begin at the actual send. A failed request counts as infinitely slow,"
                                        + " except under .ok. Percentiles are pooled over windows and forks, never averaged; one with"
                                        + " fewer than ten samples beyond it is \"n too small\". What was not measured is"
                                        + " \"not measured\", never 0."),
                        table.tag());
    }
}
