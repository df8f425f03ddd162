package io.varcas.history;

import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.result.TrialResult;
import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.VerdictSettings;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The series that a trial belongs to: trials whose numbers may be laid along one line of time. They have the workload, the model, the kind of
 * target and every setting in common that shapes the load or the requests. The server is under test and may change within a series.
 *
 * @param workload qualified name of the workload class
 * @param kind origin of its numbers: measured, simulated or imported
 * @param settings values by name that differ from their defaults, with the model and the parameters of the workload
 */
public record TrialSeries(String workload, String kind, SortedMap<String, String> settings) {

    /** Name under which the model that was asked for stands among the settings. */
    private static final String MODEL = "model";

    /** Settings that change how often, by whom or with what observers a load is made, not the load. */
    private static final Set<String> WITHOUT_EFFECT = withoutEffect();

    /** Copies the settings. */
    public TrialSeries {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    static TrialSeries of(TrialResult trial) {
        SortedMap<String, String> settings = new TreeMap<>(trial.params());
        trial.settings().forEach((name, value) -> settings.put(name, value.text()));
        settings.keySet().removeAll(WITHOUT_EFFECT);
        settings.replaceAll((name, text) ->
                Settings.named(name).map(setting -> canonical(setting, text)).orElse(text));
        settings.entrySet()
                .removeIf(entry -> Settings.named(entry.getKey())
                        .filter(setting -> isDefault(setting, entry.getValue()))
                        .isPresent());
        settings.put(MODEL, trial.model());
        return new TrialSeries(trial.benchmark(), kind(trial), settings);
    }

    /** Returns the origin of a trial's numbers; a trial without any is taken for measured. */
    private static String kind(TrialResult trial) {
        return trial.metrics().all().stream()
                .map(MetricSummary::origin)
                .findFirst()
                .orElse(Origin.MEASURED)
                .label();
    }

    private static <T> String canonical(Setting<T> setting, String text) {
        try {
            return setting.format(setting.parse(text));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return text;
        }
    }

    private static <T> boolean isDefault(Setting<T> setting, String text) {
        return setting.defaultValue().map(setting::format).filter(text::equals).isPresent();
    }

    private static Set<String> withoutEffect() {
        Set<String> names = new HashSet<>();
        for (List<? extends Setting<?>> some : List.of(
                List.of(
                        Settings.SEED,
                        Settings.FORKS,
                        Settings.WARMUP_FORKS,
                        Settings.MEASUREMENT_ITERATIONS,
                        Settings.CLIENTS,
                        Settings.JVM,
                        Settings.JVM_ARGS,
                        Settings.DRAIN_LIMIT,
                        Settings.RECORD,
                        Settings.REVISION,
                        Settings.PROFILERS),
                ConnectionSettings.all(),
                VerdictSettings.all(),
                HardwareSettings.all())) {
            some.forEach(setting -> names.add(setting.name()));
        }
        return names;
    }

    /** Returns the settings that are not the same in all of some series, as {@code name=value}; empty if none differs. */
    public Map<String, String> distinguishing(List<TrialSeries> others) {
        SortedMap<String, String> own = new TreeMap<>(settings);
        own.entrySet()
                .removeIf(entry ->
                        others.stream().allMatch(other -> entry.getValue().equals(other.settings.get(entry.getKey()))));
        return own;
    }
}
