package io.varcas.reports.text;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.reports.MetricText;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All trials of a run in one table: JMH's, with a row for each metric that an objective speaks of. */
final class SummaryTable {

    private static final List<String> USUAL =
            List.of("ttft.p50", "tpot.p50", "throughput.requests", "throughput.output");

    private SummaryTable() {}

    static List<String> of(RunResult result) {
        Set<String> params = new LinkedHashSet<>();
        result.trials().forEach(trial -> params.addAll(trial.params().keySet()));
        List<String> heads = new ArrayList<>();
        heads.add("Benchmark");
        params.forEach(param -> heads.add("(" + param + ")"));
        heads.addAll(List.of("Mode", "Cnt", "Score", "95 % interval", "Units"));
        boolean marked =
                result.trials().stream().anyMatch(trial -> !trial.validity().isValid());
        if (marked) {
            heads.add("Validity");
        }
        TextTable table = new TextTable(heads);
        for (TrialResult trial : result.trials()) {
            keys(trial).forEach(key -> row(table, trial, params, key, marked));
        }
        return table.lines();
    }

    private static Set<String> keys(TrialResult trial) {
        Set<String> keys = new LinkedHashSet<>();
        for (Verdict verdict : trial.objectives()) {
            verdict.objective().measuredKey().ifPresent(key -> keys.add(key.label()));
        }
        USUAL.forEach(usual -> keys.add(known(usual, trial)));
        return keys;
    }

    /** Of an import that does not know when requests were due, the same from the actual send. */
    private static String known(String usual, TrialResult trial) {
        String service = usual.replace("ttft.", "ttft.service.");
        boolean onlyService = trial.metrics().find(MetricKey.parse(usual)).isEmpty()
                && trial.metrics().find(MetricKey.parse(service)).isPresent();
        return onlyService ? service : usual;
    }

    private static void row(TextTable table, TrialResult trial, Set<String> params, String label, boolean marked) {
        MetricKey key = MetricKey.parse(label);
        List<String> cells = new ArrayList<>();
        cells.add(trial.name() + ":" + key.title());
        params.forEach(param -> cells.add(trial.params().getOrDefault(param, "N/A")));
        cells.add(trial.users().isPresent() ? "closed" : "open");
        Optional<MetricSummary> found = trial.metrics().find(key);
        DisplayUnit unit =
                DisplayUnit.of(key.metric(), trial.metrics().value(key).orElse(0));
        cells.add(found.map(summary -> NumberText.count(summary.n())).orElse("0"));
        cells.add(
                found.filter(summary -> summary.supports(key.statistic())).isPresent()
                        ? MetricText.of(trial.metrics().value(key), unit)
                        : MetricText.of(trial.metrics(), key));
        cells.add(found.map(summary -> MetricText.interval(summary, key.statistic(), unit))
                .orElse(""));
        cells.add(unit.symbol());
        if (marked) {
            cells.add(trial.validity().isValid() ? "valid" : "INVALID");
        }
        table.row(cells);
    }
}
