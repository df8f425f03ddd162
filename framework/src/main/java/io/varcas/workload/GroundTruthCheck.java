package io.varcas.workload;

import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.ResolvedSettings;
import java.util.Optional;

/**
 * A {@link io.varcas.annotation.GroundTruth}.
 *
 * @param dataset resource or file
 * @param scorer name of the scorer, or binary name of its class
 * @param threshold least mean score that passes, 0 to 1
 * @param maxTokens maximum output length, in tokens; at least 1
 */
public record GroundTruthCheck(String dataset, String scorer, double threshold, int maxTokens) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a name is blank or a number out of its range
     */
    public GroundTruthCheck {
        if (dataset.isBlank() || scorer.isBlank()) {
            throw new IllegalArgumentException("a ground-truth check needs a dataset and a scorer");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + " must be from 0 to 1");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " must be at least 1");
        }
    }

    /** Returns the check that settings ask for; empty without a dataset. */
    static Optional<GroundTruthCheck> of(ResolvedSettings settings) {
        return settings.find(GroundTruthSettings.DATASET)
                .map(dataset -> new GroundTruthCheck(
                        dataset,
                        settings.get(GroundTruthSettings.SCORER),
                        settings.get(GroundTruthSettings.THRESHOLD),
                        settings.get(GroundTruthSettings.MAX_TOKENS)));
    }
}
