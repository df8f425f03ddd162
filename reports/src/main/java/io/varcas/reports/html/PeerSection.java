package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.peer.PeerViews;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Our numbers beside those that other tools would have reported of the same events. */
final class PeerSection {

    private static final Map<String, String> OWN = Map.of(
            "E2E",
            "e2e",
            "TTFT",
            "ttft",
            "TPOT",
            "tpot",
            "ITL",
            "itl",
            "requests",
            "throughput.requests",
            "output tokens",
            "throughput.output");

    private PeerSection() {}

    static Tag of(PeerViews views, TrialResult trial) {
        List<PeerViews.Row> rows = views.rows();
        List<String> heads = new ArrayList<>(List.of("number", "unit", "#varcas"));
        views.names().forEach(name -> heads.add("#" + name));
        TableTag table = new TableTag(
                "The same events, counted by each tool's own rules; failed requests are left out by all but ours",
                heads);
        for (PeerViews.Row row : rows) {
            List<Tag> cells = new ArrayList<>(
                    List.of(Tag.of("span", row.name()), Tag.of("span", unit(row)), own(row.name(), trial)));
            row.values()
                    .forEach(value -> cells.add(
                            value.isNaN()
                                    ? Tag.of("span", "–").classed("none")
                                    : Tag.of("span", NumberText.brief(value))));
            table.row(cells);
        }
        TableTag rules = new TableTag("Rules", "tool", "how it counts");
        rules.texts(
                "varcas",
                "from the intended send; failed requests count as infinitely slow; TPOT over the tokens after the"
                        + " first chunk; rates over the measurement phase");
        for (int i = 0; i < views.names().size(); i++) {
            rules.texts(views.names().get(i), views.rules().get(i));
        }
        return Tag.of("details")
                .add(Tag.of("summary", "vllm bench, AIPerf, GuideLLM, MLPerf"), table.tag(), rules.tag());
    }

    private static String unit(PeerViews.Row row) {
        return row.unit().equals("1/s") ? (row.name().contains("token") ? "tok/s" : "req/s") : row.unit();
    }

    private static Tag own(String name, TrialResult trial) {
        int blank = name.lastIndexOf(' ');
        String figure = blank < 0 || name.equals("output tokens") ? name : name.substring(0, blank);
        String label = OWN.getOrDefault(figure, figure.toLowerCase(Locale.ROOT));
        MetricKey key =
                MetricKey.parse(label.startsWith("throughput") ? label : label + "." + name.substring(blank + 1));
        boolean supported = trial.metrics()
                .find(key)
                .filter(found -> found.supports(key.statistic()))
                .isPresent();
        return supported
                ? Badge.number(trial.metrics().value(key), DisplayUnit.of(key.metric()))
                : trial.metrics().find(key).isPresent()
                        ? Badge.tooSmall(key.statistic())
                        : Tag.of("span", NumberText.NOT_MEASURED).classed("none");
    }
}
