package io.varcas.cli.run;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.List;

/** The result of a run in one line, for commands that make several runs. */
public final class RunLine {

    private static final List<MetricKey> SHOWN =
            List.of(MetricKey.parse("ttft.p50"), MetricKey.parse("tpot.p50"), MetricKey.parse("throughput.output"));

    private RunLine() {}

    /** Returns the main numbers of each trial, or why it has none. */
    public static String of(RunResult result) {
        List<String> words = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            if (trial.status() == Status.COMPLETED) {
                SHOWN.forEach(key -> trial.metrics()
                        .value(key)
                        .ifPresent(value -> words.add(
                                key + " " + DisplayUnit.of(key.metric(), value).quantity(value))));
            } else {
                words.add(trial.status().label()
                        + trial.error().map(error -> ": " + error).orElse(""));
            }
        }
        return String.join("  ", words);
    }
}
