package io.varcas.workload;

import io.varcas.annotation.GradingTime;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import java.util.List;
import java.util.Optional;

/**
 * A {@link io.varcas.annotation.GroundTruth}.
 *
 * @param dataset resource or file
 * @param scorers names of the scorers, or binary names of their classes; the first decides
 * @param threshold least mean score of the first scorer that passes, 0 to 1
 * @param maxTokens maximum output length, in tokens; at least 1
 * @param when the outputs that are graded
 * @param sample items to grade; 0 for all
 * @param samples outputs to ask for each prompt, at least 1
 * @param temperature sampling temperature after the load, 0 to 2
 * @param twice whether every prompt is asked twice
 * @param concurrency prompts in flight at once after the load, at least 1
 * @param seed what the sample is drawn by
 */
public record GroundTruthCheck(
        String dataset,
        List<String> scorers,
        double threshold,
        int maxTokens,
        GradingTime when,
        int sample,
        int samples,
        double temperature,
        boolean twice,
        int concurrency,
        long seed) {

    /**
     * Checks the values and copies the list.
     *
     * @throws IllegalArgumentException if a name is blank or a number out of its range
     * @throws SettingException if several outputs would all be the same, or the outputs are those of the load
     */
    public GroundTruthCheck {
        scorers = List.copyOf(scorers);
        if (dataset.isBlank() || scorers.isEmpty()) {
            throw new IllegalArgumentException("a ground-truth check needs a dataset and a scorer");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + " must be from 0 to 1");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " must be at least 1");
        }
        if (samples > 1 && temperature == 0) {
            throw new SettingException("groundTruth.samples is " + samples
                    + " and groundTruth.samplingTemperature 0, at which all outputs to a"
                    + " prompt are the same; set groundTruth.samplingTemperature, such as"
                    + " 0.8, or samples to 1");
        }
        if (when == GradingTime.UNDER_LOAD && (samples > 1 || temperature > 0)) {
            throw new SettingException(
                    "groundTruth.samples and groundTruth.samplingTemperature are of prompts after the load;"
                            + " with groundTruth.when=UNDER_LOAD remove them, and set temperature for the load");
        }
    }

    /** Returns the check that settings ask for; empty without a dataset. */
    static Optional<GroundTruthCheck> of(ResolvedSettings settings) {
        return settings.find(GroundTruthSettings.DATASET)
                .map(dataset -> new GroundTruthCheck(
                        dataset,
                        settings.get(GroundTruthSettings.SCORER),
                        settings.get(GroundTruthSettings.THRESHOLD),
                        settings.get(GroundTruthSettings.MAX_TOKENS),
                        settings.get(GroundTruthSettings.WHEN),
                        settings.get(GroundTruthSettings.SAMPLE),
                        settings.get(GroundTruthSettings.SAMPLES),
                        settings.get(GroundTruthSettings.TEMPERATURE),
                        settings.get(GroundTruthSettings.TWICE),
                        settings.get(GroundTruthSettings.CONCURRENCY),
                        settings.get(Settings.SEED)));
    }

    /** Returns whether the outputs of the load itself are graded. */
    public boolean underLoad() {
        return when == GradingTime.UNDER_LOAD;
    }
}
