package io.varcas.reports.text;

import io.varcas.metric.MetricKey;
import io.varcas.reports.MetricText;
import io.varcas.reports.TrafficWords;
import io.varcas.result.PartResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The intended requests of a trial, and the parts of a mix, as text. */
final class TrafficText {

    private TrafficText() {}

    static List<String> of(TrafficResult traffic, TrialResult trial) {
        List<String> sentences = TrafficWords.prompts(traffic, trial);
        List<String> lines = new ArrayList<>(List.of("", "  Prompts: " + sentences.get(0)));
        sentences.stream().skip(1).forEach(sentence -> lines.add("    " + sentence));
        if (!traffic.parts().isEmpty()) {
            lines.add("");
            parts(traffic).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static TextTable parts(TrafficResult traffic) {
        List<String> heads = new ArrayList<>(List.of("part", "share", "requests"));
        heads.addAll(TrafficWords.OF_A_PART);
        TextTable table = new TextTable(heads);
        for (PartResult part : traffic.parts()) {
            List<String> row = new ArrayList<>(
                    List.of(part.name(), TrafficWords.percent(part.share()), String.valueOf(part.requests())));
            TrafficWords.OF_A_PART.forEach(key -> row.add(MetricText.of(part.metrics(), MetricKey.parse(key))));
            table.row(row);
        }
        return table;
    }
}
