package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.MetricText;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.TrialResult;
import java.util.List;

/** A trial of a sweep on one line, with its section behind it. */
final class FoldedTrial {

    private static final List<MetricKey> SHOWN =
            List.of(MetricKey.parse("throughput.requests"), MetricKey.parse("ttft.p50"), MetricKey.parse("tpot.p50"));

    private FoldedTrial() {}

    static Tag of(TrialResult trial, Tag section) {
        Tag summary = Tag.of("summary")
                .add(Tag.of("strong", TrialSection.name(trial)))
                .text(" ")
                .add(Badge.of(trial.verdict()));
        SHOWN.stream()
                .filter(key -> trial.metrics().find(key).isPresent())
                .map(key -> " " + key.label() + " " + MetricText.of(trial.metrics(), key) + " "
                        + DisplayUnit.of(key.metric()).symbol())
                .forEach(text -> summary.add(Tag.of("span", text).classed("fact")));
        return Tag.of("details").classed("trial-fold").add(summary, section);
    }
}
