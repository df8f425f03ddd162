package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.MetricText;
import io.varcas.reports.TrafficWords;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.PartResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.List;

/** The section about the intended requests, and the result of each part of a mix. */
final class TrafficSection {

    private TrafficSection() {}

    static Tag of(TrafficResult traffic, TrialResult trial) {
        Tag sentences = Tag.of("ul");
        TrafficWords.prompts(traffic, trial).forEach(sentence -> sentences.add(Tag.of("li", sentence)));
        Tag section = Tag.of("div").add(Tag.of("p", "Prompts:"), sentences);
        return traffic.parts().isEmpty() ? section : section.add(parts(traffic));
    }

    private static Tag parts(TrafficResult traffic) {
        List<String> heads = new ArrayList<>(List.of("part", "#share", "#requests"));
        for (String label : TrafficWords.OF_A_PART) { // of words, which wrap on a sheet of paper
            MetricKey key = MetricKey.parse(label);
            heads.add("#" + label.replace('.', ' ') + " ("
                    + DisplayUnit.of(key.metric()).symbol() + ")");
        }
        TableTag table = new TableTag("Parts of the traffic, over the measurement phase of all forks", heads);
        for (PartResult part : traffic.parts()) {
            List<Tag> cells = new ArrayList<>(List.of(
                    Tag.of("code", part.name()),
                    Tag.of("span", TrafficWords.percent(part.share())),
                    Tag.of("span", String.valueOf(part.requests()))));
            for (String key : TrafficWords.OF_A_PART) {
                cells.add(Tag.of("span", MetricText.of(part.metrics(), MetricKey.parse(key))));
            }
            table.row(cells);
        }
        return table.tag();
    }
}
