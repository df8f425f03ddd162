package io.varcas.cli.bundle;

import io.varcas.result.ResultBundle;
import io.varcas.runner.ObjectiveReview;
import io.varcas.setting.Layer;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flag that judges results by other objectives. */
public final class ObjectiveFlag {

    @Option(
            names = "-sla",
            paramLabel = "<objective>",
            description =
                    "Judge by this objective, such as \"ttft.p95<=500ms\", in place of the run's on the same metric;"
                            + " @file reads one a line; none drops the run's. Repeatable.")
    List<String> objectives = new ArrayList<>();

    /** Returns whether the flag was given. */
    public boolean isGiven() {
        return !objectives.isEmpty();
    }

    /**
     * Returns the objectives of the flag.
     *
     * @throws UsageException if one is wrong; all faults at once
     */
    public ObjectiveOverrides overrides() {
        try {
            return ObjectiveOverrides.parse(objectives, Layer.COMMAND_LINE);
        } catch (IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage())
                    .lines()
                    .map(line -> "-sla: " + line)
                    .toList());
        }
    }

    /**
     * Judges a bundle by the objectives of the flag; without any, its verdicts stay.
     *
     * @throws UsageException if an objective is wrong, or the requests of the bundle cannot be read
     */
    public ResultBundle judged(ResultBundle bundle) {
        try {
            return new ObjectiveReview(overrides()).of(bundle);
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }
}
