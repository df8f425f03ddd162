package io.varcas.runner;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyMargin;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.ItemResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The bundles that the accuracy of a run is compared with; read before any load is sent. */
final class AccuracyBaselines {

    private final Map<String, RunResult> runs = new HashMap<>();

    /**
     * Reads the baseline of a plan, if it names one.
     *
     * @throws SettingException if there is no such bundle, it graded no outputs of the plan, or graded them by another scorer
     */
    void add(WorkloadPlan plan) {
        Optional<String> folder = plan.settings().find(GroundTruthSettings.BASELINE);
        if (folder.isEmpty() || plan.groundTruth().isEmpty()) {
            return;
        }
        AccuracyMargin.parse(plan.settings().get(GroundTruthSettings.MARGIN));
        try {
            runs.put(folder.get(), ResultBundle.open(Path.of(folder.get())).result());
        } catch (IOException unreadable) {
            throw new SettingException(
                    GroundTruthSettings.BASELINE.name() + " = \"" + folder.get() + "\": " + unreadable.getMessage(),
                    unreadable);
        }
        if (graded(plan).isEmpty()) {
            throw new SettingException(GroundTruthSettings.BASELINE.name() + " = \"" + folder.get()
                    + "\" graded no outputs of " + plan.trialName()
                    + "; run it with the same groundTruth.dataset first");
        }
    }

    /**
     * Compares.
     *
     * @param problems told if the results cannot be compared
     */
    AccuracyResult compared(WorkloadPlan plan, AccuracyResult result, Consumer<String> problems) {
        boolean drift = plan.settings().get(GroundTruthSettings.LOGPROBS) > 0;
        if (drift && result.items().stream().noneMatch(ItemResult::hasProbabilities)) {
            problems.accept(
                    "groundTruth.logprobs: the server sent no token probabilities (vLLM's prompt_logprobs, after"
                            + " the load only)");
        }
        Optional<AccuracyResult> baseline = graded(plan);
        if (baseline.isEmpty() || result.notMeasured().isPresent()) {
            return result;
        }
        AccuracyMargin margin = AccuracyMargin.parse(plan.settings().get(GroundTruthSettings.MARGIN));
        try {
            Optional<AccuracyComparison> change =
                    AccuracyComparison.of(List.of(baseline.get()), List.of(result), margin);
            if (change.isEmpty()) {
                problems.accept("accuracy is not compared: the baseline has no graded prompt in common");
            }
            if (drift && change.isPresent() && change.get().drift().isEmpty()) {
                problems.accept("accuracy.drift is not measured: no text has token probabilities on both sides; run the"
                        + " baseline with groundTruth.logprobs too");
            }
            return change.map(result::with).orElse(result);
        } catch (IllegalArgumentException scorers) {
            problems.accept("accuracy is not compared: " + scorers.getMessage());
            return result;
        }
    }

    private Optional<AccuracyResult> graded(WorkloadPlan plan) {
        return plan.settings()
                .find(GroundTruthSettings.BASELINE)
                .map(runs::get)
                .flatMap(run -> run.trials().stream()
                        .filter(trial -> trial.name().equals(plan.spec().name())
                                && (trial.params().equals(plan.params())
                                        || run.trials().size() == 1))
                        .findFirst())
                .flatMap(TrialResult::accuracy)
                .filter(accuracy -> accuracy.notMeasured().isEmpty());
    }
}
