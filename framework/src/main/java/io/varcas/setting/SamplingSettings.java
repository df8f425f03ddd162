package io.varcas.setting;

import io.varcas.annotation.Sampling;
import io.varcas.setting.type.RequestField;
import io.varcas.setting.type.SettingType;
import java.util.List;

/** The settings of every request's sampling fields. */
public final class SamplingSettings {

    private static final double MOST_PENALTY = 2;

    /** Sampling temperature. */
    static final Setting<Double> TEMPERATURE =
            of("temperature", SettingType.number(0, 2), 0.0, "sampling temperature; 0 is greedy");

    /** Nucleus. */
    static final Setting<Double> TOP_P =
            of("topP", SettingType.number(0, 1), 1.0, "nucleus sampling (top-p); 1 is off");

    /** Whether the model is kept from ending before the drawn length. */
    static final Setting<Boolean> IGNORE_EOS = of(
            "ignoreEos",
            SettingType.onOff(),
            true,
            "generate the full drawn length, ignoring the end-of-sequence token");

    /** Texts that end an output. */
    static final Setting<List<String>> STOP = of("stop", SettingType.texts(), List.of(), "texts that end an output");

    /** Number of most likely tokens to sample from. */
    public static final Setting<Integer> TOP_K = of(
            "topK",
            SettingType.wholeNumber(0, Integer.MAX_VALUE),
            0,
            "number of most probable tokens to sample from; 0 is off");

    /** Least probability of a token. */
    public static final Setting<Double> MIN_P = of(
            "minP",
            SettingType.number(0, 1),
            0.0,
            "minimum probability, relative to the most probable token; 0 is off");

    /** Penalty for tokens that have come already. */
    public static final Setting<Double> PRESENCE_PENALTY = of(
            "presencePenalty",
            SettingType.number(-MOST_PENALTY, MOST_PENALTY),
            0.0,
            "penalty for tokens that already occurred; 0 is off");

    /** Penalty for tokens by their number of occurrences. */
    public static final Setting<Double> FREQUENCY_PENALTY = of(
            "frequencyPenalty",
            SettingType.number(-MOST_PENALTY, MOST_PENALTY),
            0.0,
            "penalty for tokens by the number of occurrences; 0 is off");

    /** Factor against tokens that have come. */
    public static final Setting<Double> REPETITION_PENALTY = of(
            "repetitionPenalty",
            SettingType.positive(),
            1.0,
            "repetition factor for tokens that already occurred; 1 is off");

    /** Tokens that an output has at least. */
    public static final Setting<Integer> MIN_TOKENS =
            of("minTokens", SettingType.wholeNumber(0, 1_000_000), 0, "minimum number of output tokens");

    /** Seed of the server's sampling. */
    public static final Setting<Long> SEED =
            of("seed", SettingType.longNumber(), -1L, "seed of the server's sampling; negative: not sent");

    /** Other fields of requests. */
    public static final Setting<List<RequestField>> FIELDS = of(
            "fields",
            new RequestField.ListType(),
            List.of(),
            "other fields of vLLM's requests: name=value, separated by spaces");

    /** Settings of fields that are sent only if they are set. */
    private static final List<Setting<?>> SENT_IF_SET = List.of(
            TOP_K, MIN_P, PRESENCE_PENALTY, FREQUENCY_PENALTY, REPETITION_PENALTY, MIN_TOKENS, SEED, STOP, FIELDS);

    private static final List<Setting<?>> ALL = List.of(
            TEMPERATURE,
            TOP_P,
            IGNORE_EOS,
            STOP,
            TOP_K,
            MIN_P,
            PRESENCE_PENALTY,
            FREQUENCY_PENALTY,
            REPETITION_PENALTY,
            MIN_TOKENS,
            SEED,
            FIELDS);

    private SamplingSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns the settings whose fields are sent only if they are set; the others are always sent. */
    public static List<Setting<?>> sentIfSet() {
        return SENT_IF_SET;
    }

    private static <T> Setting<T> of(String member, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of("sampling." + member, Sampling.class, member, type, defaultValue, meaning);
    }
}
