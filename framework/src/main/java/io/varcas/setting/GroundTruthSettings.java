package io.varcas.setting;

import io.varcas.annotation.GroundTruth;
import io.varcas.setting.type.SettingType;
import java.util.List;
import java.util.Optional;

/** The settings of the check of outputs against references. */
public final class GroundTruthSettings {

    /** File or resource of prompts and references; unset, nothing is checked. */
    public static final Setting<String> DATASET = new Setting<>(
            "groundTruth.dataset",
            SettingType.text(),
            Optional.empty(),
            Optional.of(new Setting.Source(GroundTruth.class, "dataset")),
            "ground truth: file of prompts and references");

    /** Scorer by name or class. */
    public static final Setting<String> SCORER =
            of("scorer", SettingType.text(), GroundTruth.ROUGE_L, "ground truth: scorer, by name or class");

    /** Least mean score that passes. */
    public static final Setting<Double> THRESHOLD =
            of("threshold", SettingType.number(0, 1), 0.5, "ground truth: least mean score that passes");

    /** Longest output, in tokens. */
    public static final Setting<Integer> MAX_TOKENS =
            of("maxTokens", SettingType.wholeNumber(1, 1_000_000), 256, "ground truth: longest output, tokens");

    private static final List<Setting<?>> ALL = List.of(DATASET, SCORER, THRESHOLD, MAX_TOKENS);

    private GroundTruthSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static <T> Setting<T> of(String member, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of("groundTruth." + member, GroundTruth.class, member, type, defaultValue, meaning);
    }
}
