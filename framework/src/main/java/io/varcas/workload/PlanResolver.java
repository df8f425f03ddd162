package io.varcas.workload;

import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Resolves a workload and its overrides to the plan of one trial. */
public final class PlanResolver {

    private PlanResolver() {}

    /**
     * Resolves a plan.
     *
     * @param spec the workload as declared
     * @param params values of the parameter fields and of swept settings, by name
     * @param settings one value for each setting that was set
     * @throws SettingException if values contradict a rule or each other
     */
    public static WorkloadPlan resolve(WorkloadSpec spec, Map<String, String> params, ResolvedSettings settings) {
        return resolve(spec, params, settings, ObservedLengths.NONE);
    }

    /**
     * Resolves a plan that may draw lengths from files.
     *
     * @param spec the workload as declared
     * @param params values of the parameter fields and of swept settings, by name
     * @param settings one value for each setting that was set
     * @param observed reads such files
     * @throws SettingException if values contradict a rule or each other, or a file cannot be used
     */
    public static WorkloadPlan resolve(
            WorkloadSpec spec, Map<String, String> params, ResolvedSettings settings, ObservedLengths observed) {
        Windows windows = new Windows(
                settings.get(Settings.WARMUP_ITERATIONS),
                settings.get(Settings.WARMUP_TIME),
                settings.get(Settings.MEASUREMENT_ITERATIONS),
                settings.get(Settings.MEASUREMENT_TIME),
                settings.get(Settings.DRAIN_LIMIT));
        return new WorkloadPlan(
                spec,
                params,
                LoadResolver.resolve(settings, Duration.ofNanos(windows.measurementStartNanos())),
                PartResolver.resolve(settings, observed),
                new SessionPlan(settings.get(PromptSettings.TURNS), settings.get(PromptSettings.PAUSE)),
                context(settings),
                request(settings),
                windows,
                new Forks(
                        settings.get(Settings.FORKS),
                        settings.get(Settings.WARMUP_FORKS),
                        settings.find(Settings.JVM),
                        settings.find(Settings.JVM_ARGS)),
                Seed.of(settings.get(Settings.SEED)),
                spec.objectives(),
                settings);
    }

    private static ContextLimit context(ResolvedSettings settings) {
        int limit = settings.get(PromptSettings.CONTEXT_LIMIT);
        return new ContextLimit(
                limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit), settings.get(PromptSettings.CONTEXT_MARGIN));
    }

    private static RequestShape request(ResolvedSettings settings) {
        return new RequestShape(
                settings.find(Settings.MODEL),
                settings.get(Settings.ENDPOINT),
                settings.get(Settings.STREAMING),
                settings.get(Settings.TEMPERATURE),
                settings.get(Settings.TOP_P),
                settings.get(Settings.IGNORE_EOS),
                settings.get(Settings.STOP),
                settings.get(SamplingSettings.MIN_TOKENS),
                fields(settings),
                settings.get(Settings.TIMEOUT),
                asksOwnModels(settings),
                settings.get(Settings.END_MARK),
                settings.get(Settings.MAX_TOKENS_FIELD));
    }

    /** Whoever names a model on the command line or on the class means it for all requests. */
    private static boolean asksOwnModels(ResolvedSettings settings) {
        return settings.get(DatasetSettings.MODELS)
                && settings.layerOf(Settings.MODEL).compareTo(settings.layerOf(DatasetSettings.MODELS)) >= 0;
    }

    /** Fields that servers other than vLLM may reject are sent only if a layer set them. */
    private static Map<String, String> fields(ResolvedSettings settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "top_k", settings, SamplingSettings.TOP_K);
        put(fields, "min_p", settings, SamplingSettings.MIN_P);
        put(fields, "presence_penalty", settings, SamplingSettings.PRESENCE_PENALTY);
        put(fields, "frequency_penalty", settings, SamplingSettings.FREQUENCY_PENALTY);
        put(fields, "repetition_penalty", settings, SamplingSettings.REPETITION_PENALTY);
        if (settings.get(SamplingSettings.SEED) >= 0) {
            put(fields, "seed", settings, SamplingSettings.SEED);
        }
        settings.get(SamplingSettings.FIELDS).forEach(field -> fields.put(field.name(), field.value()));
        return fields;
    }

    private static void put(Map<String, String> fields, String name, ResolvedSettings settings, Setting<?> setting) {
        if (settings.layerOf(setting) != Layer.DEFAULT) {
            fields.put(name, String.valueOf(settings.get(setting)));
        }
    }
}
