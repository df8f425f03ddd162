package io.varcas.setting;

import io.varcas.annotation.GradingTime;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.type.SettingType;
import java.time.Duration;
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

    /** Scorers by name or class; the first decides. */
    public static final Setting<List<String>> SCORER = of(
            "scorer",
            SettingType.texts(),
            List.of(GroundTruth.ROUGE_L),
            "ground truth: scorers, by name or class, separated by spaces; the first decides");

    /** Least mean score of the first scorer that passes. */
    public static final Setting<Double> THRESHOLD = of(
            "threshold",
            SettingType.number(0, 1),
            0.5,
            "ground truth: least mean score of the first scorer that passes");

    /** Longest output, in tokens. */
    public static final Setting<Integer> MAX_TOKENS =
            of("maxTokens", SettingType.wholeNumber(1, 1_000_000), 256, "ground truth: longest output, tokens");

    /** The outputs that are graded. */
    public static final Setting<GradingTime> WHEN = of(
            "when",
            SettingType.choice(GradingTime.class),
            GradingTime.AFTER_LOAD,
            "ground truth: grade prompts sent after the load, or the outputs of the load itself");

    /** Bundle whose outputs are the baseline. */
    public static final Setting<String> BASELINE = new Setting<>(
            "groundTruth.baseline",
            SettingType.text(),
            Optional.empty(),
            Optional.of(new Setting.Source(GroundTruth.class, "baseline")),
            "ground truth: folder of an earlier bundle to compare the scores with");

    /** Loss against {@link #BASELINE} up to which the run passes. */
    public static final Setting<String> MARGIN = of(
            "margin",
            SettingType.text(),
            "0.01",
            "ground truth: loss of the mean score to accept, as 0.01, 1%, mlperf-99 or mlperf-99.9");

    /** Items to grade; 0 for all. */
    public static final Setting<Integer> SAMPLE = of(
            "sample",
            SettingType.wholeNumber(0, 100_000_000),
            0,
            "ground truth: items to grade, drawn with the seed; 0 for all");

    /** Outputs to ask for each prompt. */
    public static final Setting<Integer> SAMPLES = of(
            "samples",
            SettingType.wholeNumber(1, 10_000),
            1,
            "ground truth: outputs to ask for each prompt, for pass@k");

    /** Temperature of the prompts after the load. */
    public static final Setting<Double> TEMPERATURE = of(
            "samplingTemperature",
            SettingType.number(0, 2),
            0.0,
            "ground truth: sampling temperature of the prompts after the load; 0 for greedy outputs");

    /** Ask every prompt twice. */
    public static final Setting<Boolean> TWICE = of(
            "twice",
            SettingType.onOff(),
            false,
            "ground truth: ask every prompt twice, to measure how far outputs differ without a reason");

    /** Prompts in flight at once after the load. */
    public static final Setting<Integer> CONCURRENCY = new Setting<>(
            "groundTruth.concurrency",
            SettingType.wholeNumber(1, 10_000),
            Optional.of(4),
            Optional.empty(),
            "ground truth: prompts in flight at once after the load");

    /** Most likely tokens to record at each position of prompt and reference. */
    public static final Setting<Integer> LOGPROBS = new Setting<>(
            "groundTruth.logprobs",
            SettingType.wholeNumber(0, 1_000),
            Optional.of(0),
            Optional.empty(),
            "ground truth: most likely tokens to record at each position of prompt and reference, for accuracy.drift;"
                    + " 0 for none");

    /** Provider of embeddings for the scorer {@code semantic}. */
    public static final Setting<String> EMBEDDINGS =
            unset("embeddings", "ground truth: provider of embeddings for the scorer semantic, a name or a URL");

    /** Model of {@link #EMBEDDINGS}. */
    public static final Setting<String> EMBEDDINGS_MODEL = new Setting<>(
            "groundTruth.embeddingsModel",
            SettingType.text(),
            Optional.of("sentence-transformers/all-MiniLM-L6-v2"),
            Optional.empty(),
            "ground truth: model of groundTruth.embeddings");

    /** Texts in one call of {@link #EMBEDDINGS}. */
    public static final Setting<Integer> EMBEDDINGS_BATCH = new Setting<>(
            "groundTruth.embeddingsBatch",
            SettingType.wholeNumber(1, 2_048),
            Optional.of(64),
            Optional.empty(),
            "ground truth: texts in one call of groundTruth.embeddings");

    /** Provider of the judge for the scorers {@code llm-judge} and {@code llm-judge-pairwise}. */
    public static final Setting<String> JUDGE =
            unset("judge", "ground truth: provider of the judge, openai, moonshot, anthropic or the URL of a server");

    /** Model of {@link #JUDGE}. */
    public static final Setting<String> JUDGE_MODEL = unset("judgeModel", "ground truth: model of the judge");

    /** Python interpreter for the scorer {@code code-execution}. */
    public static final Setting<String> INTERPRETER = new Setting<>(
            "groundTruth.interpreter",
            SettingType.text(),
            Optional.of("python3"),
            Optional.empty(),
            "ground truth: Python interpreter of the scorer code-execution, a path or a name");

    /** Time of a program under the scorer {@code code-execution}. */
    public static final Setting<Duration> CODE_TIMEOUT = new Setting<>(
            "groundTruth.codeTimeout",
            SettingType.duration(),
            Optional.of(Duration.ofSeconds(10)),
            Optional.empty(),
            "ground truth: longest time of a program under the scorer code-execution");

    /** Memory of a program under the scorer {@code code-execution}. */
    public static final Setting<Integer> CODE_MEMORY = new Setting<>(
            "groundTruth.codeMemory",
            SettingType.wholeNumber(64, 1_000_000),
            Optional.of(512),
            Optional.empty(),
            "ground truth: most memory of a program under the scorer code-execution, MiB");

    private static final List<Setting<?>> ALL = List.of(
            DATASET,
            SCORER,
            THRESHOLD,
            MAX_TOKENS,
            WHEN,
            BASELINE,
            MARGIN,
            SAMPLE,
            SAMPLES,
            TEMPERATURE,
            TWICE,
            CONCURRENCY,
            LOGPROBS,
            EMBEDDINGS,
            EMBEDDINGS_MODEL,
            EMBEDDINGS_BATCH,
            JUDGE,
            JUDGE_MODEL,
            INTERPRETER,
            CODE_TIMEOUT,
            CODE_MEMORY);

    private GroundTruthSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static <T> Setting<T> of(String member, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of("groundTruth." + member, GroundTruth.class, member, type, defaultValue, meaning);
    }

    private static Setting<String> unset(String name, String meaning) {
        return new Setting<>("groundTruth." + name, SettingType.text(), Optional.empty(), Optional.empty(), meaning);
    }
}
