package io.varcas.workload;

import io.varcas.setting.Layer;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.SettingException;
import io.varcas.setting.Settings;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.NormalLengths;
import io.varcas.traffic.Seed;
import io.varcas.traffic.UniformLengths;
import java.time.Duration;
import java.util.Map;

/** Turns what was written and overridden into what one trial runs. */
public final class PlanResolver {

    private PlanResolver() {}

    /**
     * Resolves a plan.
     *
     * @param spec what the user wrote
     * @param params values of the parameter fields and of swept settings, by name
     * @param settings one value for each setting that was set
     * @throws SettingException if values contradict a rule or each other
     */
    public static WorkloadPlan resolve(WorkloadSpec spec, Map<String, String> params, ResolvedSettings settings) {
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
                lengths(settings, Settings.INPUT_TOKENS),
                lengths(settings, Settings.OUTPUT_TOKENS),
                request(settings),
                windows,
                new Forks(
                        settings.get(Settings.FORKS),
                        settings.get(Settings.WARMUP_FORKS),
                        settings.find(Settings.JVM),
                        settings.find(Settings.JVM_ARGS)),
                Seed.of(settings.get(Settings.SEED)),
                settings);
    }

    private static LengthDistribution lengths(ResolvedSettings settings, LengthSettings names) {
        Layer fixed = settings.layerOf(names.fixed());
        Layer members = settings.strongest(names.members());
        if (fixed == members && fixed != Layer.DEFAULT) {
            throw new SettingException(
                    names.fixed().name() + " and " + names.fixed().name() + ".* are both set on the " + fixed.label()
                            + ": the short form is for a fixed length; set one of them");
        }
        if (fixed.compareTo(members) < 0) {
            return new FixedLengths(settings.find(names.fixed()).orElseThrow());
        }
        double mean = settings.get(names.mean());
        double std = settings.get(names.std());
        int min = settings.get(names.min());
        int max = settings.get(names.max());
        try {
            return switch (settings.get(names.distribution())) {
                case LOGNORMAL -> std == 0 ? fixed(mean, min, max) : new LogNormalLengths(mean, std, min, max);
                case NORMAL -> std == 0 ? fixed(mean, min, max) : new NormalLengths(mean, std, min, max);
                case UNIFORM -> new UniformLengths(min, max);
                case FIXED -> fixed(mean, min, max);
            };
        } catch (IllegalArgumentException fault) {
            throw new SettingException(names.fixed().name() + ": " + fault.getMessage());
        }
    }

    private static FixedLengths fixed(double mean, int min, int max) {
        if (mean < min || mean > max) {
            throw new IllegalArgumentException("mean " + mean + " must be from min " + min + " to max " + max);
        }
        return new FixedLengths((int) Math.max(1, Math.round(mean)));
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
                settings.get(Settings.TIMEOUT));
    }
}
