package io.varcas.reports.html;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The section about cost: the price of the server per completed request and per output token. */
final class CostSection {

    private CostSection() {}

    static List<Tag> of(TrialResult trial) {
        Optional<ServerCost> cost = trial.cost();
        if (cost.flatMap(known -> known.usdPerHour().stream().boxed().findFirst())
                .isEmpty()) {
            String why = cost.map(ServerCost::basis).orElse("this result has no price of the server");
            return List.of(Tag.of("p", "Not measured: " + why + ".").classed("none"));
        }
        ServerCost known = cost.orElseThrow();
        Tag price = Tag.of("p", NumberText.of(known.usdPerHour()) + " USD/h: " + known.basis() + ".");
        TableTag table = new TableTag(
                "Cost at the demand of the run, not at the server's capacity",
                "metric",
                "#predicted",
                "#measured",
                "unit",
                "origin of measured",
                "what it is");
        for (Metric metric : List.of(Metric.COST_PER_REQUEST, Metric.COST_PER_1K_TOKENS)) {
            MetricKey key = new MetricKey(metric, false, Statistic.VALUE);
            Optional<MetricSet> predicted = trial.prediction().map(PredictionResult::metrics);
            table.row(
                    Tag.of("code", metric.label()),
                    Badge.number(predicted.map(metrics -> metrics.value(key)).orElse(OptionalDouble.empty())),
                    Badge.number(trial.metrics().value(key)),
                    Tag.of("span", metric.unit().symbol()),
                    Badge.of(trial.metrics().find(key).map(MetricSummary::origin)),
                    Tag.of("span", metric.meaning()));
        }
        return List.of(price, table.tag());
    }
}
