package io.varcas.fork;

import io.varcas.annotation.Arrivals;
import io.varcas.dataset.TraceHeader;
import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.traffic.BurstArrivals;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings that a trace keeps, so that its replay is the same load: how requests are sent, sampled and timed. Which server and
 * model are asked, and what draws prompts and lengths, does not belong to them.
 */
public final class RecordedSettings {

    private static final List<Setting<?>> KEPT = Stream.of(
                    List.<Setting<?>>of(
                            Settings.ENDPOINT,
                            Settings.STREAMING,
                            Settings.MAX_TOKENS_FIELD,
                            Settings.END_MARK,
                            Settings.TIMEOUT),
                    SamplingSettings.all(),
                    List.<Setting<?>>of(
                            Settings.WARMUP_ITERATIONS,
                            Settings.WARMUP_TIME,
                            Settings.MEASUREMENT_ITERATIONS,
                            Settings.MEASUREMENT_TIME,
                            Settings.DRAIN_LIMIT,
                            LoadSettings.REQUESTS,
                            LoadSettings.FAILURES_STOP))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private RecordedSettings() {}

    /** Returns the header of a trace of a plan. */
    public static TraceHeader headerOf(WorkloadPlan plan) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting<?> setting : KEPT) {
            text(plan, setting).ifPresent(value -> settings.put(setting.name(), value));
        }
        settings.put(DatasetSettings.LIMIT.name(), DatasetSettings.LIMIT.format(0)); // all that was sent, ...
        if (plan.load() instanceof LoadShape.Closed) {
            for (Setting<?> setting : LoadSettings.closed()) {
                text(plan, setting).ifPresent(value -> settings.put(setting.name(), value));
            }
        } else {
            settings.put(Settings.ARRIVALS.name(), Settings.ARRIVALS.format(Arrivals.REPLAY));
            text(plan, LoadSettings.MAX_CONCURRENCY)
                    .ifPresent(most -> settings.put(LoadSettings.MAX_CONCURRENCY.name(), most));
            settings.put(DatasetSettings.TIME_SCALE.name(), DatasetSettings.TIME_SCALE.format(1.0)); // ... when it was
            onlyBurst(plan).ifPresent(requests -> settings.put(LoadSettings.REQUESTS.name(), requests));
        }
        Set<String> unset = new LinkedHashSet<>();
        for (Setting<?> setting : SamplingSettings.sentIfSet()) {
            if (plan.settings().layerOf(setting) == Layer.DEFAULT) {
                settings.remove(setting.name());
                unset.add(setting.name());
            }
        }
        return new TraceHeader(settings, unset);
    }

    /**
     * Returns what a file says of the settings of its load, no values for those that were not set; nothing if it is no recorded
     * trace.
     */
    public static Map<String, List<String>> of(String dataset) {
        try {
            return TraceHeader.of(dataset, RecordedSettings.class.getClassLoader())
                    .map(RecordedSettings::values)
                    .orElse(Map.of());
        } catch (DatasetException unreadable) {
            return Map.of(); // the checks before the run say what is wrong
        }
    }

    /** A load that is a single burst ends with it, also when it is replayed. */
    private static Optional<String> onlyBurst(WorkloadPlan plan) {
        return plan.settings().get(LoadSettings.REQUESTS) == 0
                        && plan.load() instanceof LoadShape.Open open
                        && open.arrivals() instanceof BurstArrivals burst
                        && burst.every() == null
                ? Optional.of(String.valueOf(burst.requests()))
                : Optional.empty();
    }

    private static Map<String, List<String>> values(TraceHeader header) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        header.settings().forEach((name, value) -> values.put(name, List.of(value)));
        header.unset().forEach(name -> values.put(name, List.of()));
        values.keySet().removeIf(name -> Settings.named(name).isEmpty());
        return values;
    }

    private static <T> Optional<String> text(WorkloadPlan plan, Setting<T> setting) {
        return plan.settings().find(setting).map(setting::format);
    }
}
