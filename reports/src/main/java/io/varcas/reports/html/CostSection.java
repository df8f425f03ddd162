package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Statistic;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
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

    /** Returns why a trial has no cost; empty if it has one. */
    static Optional<String> whyNone(TrialResult trial) {
        return trial.cost().isEmpty()
                ? Optional.of("this result has no price of the server")
                : trial.cost().get().whyNot(trial.metrics());
    }

    /** Returns the price and the costs of a trial that has them. */
    static List<Tag> of(TrialResult trial) {
        ServerCost known = trial.cost().orElseThrow();
        Tag price = Tag.of(
                "p", "$" + NumberText.brief(known.usdPerHour().orElseThrow()) + " an hour: " + known.basis() + ".");
        TableTag table = new TableTag(
                "Cost at the demand of the run, not at the server's capacity",
                "metric",
                "#predicted",
                "#measured",
                "unit",
                "what it is");
        for (Metric metric : List.of(Metric.COST_PER_REQUEST, Metric.COST_PER_1K_TOKENS)) {
            MetricKey key = new MetricKey(metric, false, Statistic.VALUE);
            DisplayUnit unit = DisplayUnit.of(metric);
            Optional<MetricSet> predicted = trial.prediction().map(PredictionResult::metrics);
            table.row(
                    Tag.of("code", metric.label()),
                    Badge.number(predicted.map(metrics -> metrics.value(key)).orElse(OptionalDouble.empty()), unit),
                    Badge.number(trial.metrics().value(key), unit),
                    Tag.of("span", unit.symbol()),
                    Tag.of("span", metric.meaning()));
        }
        return List.of(price, table.tag());
    }
}
