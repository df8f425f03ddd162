package io.varcas.setting;

import io.varcas.setting.type.SettingType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the search for the capacity, of the command {@code capacity} and of objectives on {@code capacity}. */
public final class CapacitySettings {

    /** Half the width of the interval at which a search ends. */
    public static final Setting<Double> PRECISION = new Setting<>(
            "capacity.precision",
            SettingType.number(0.005, 0.5),
            Optional.of(0.1),
            Optional.empty(),
            "search for the capacity: half the width of the interval at which it ends, as a share of the capacity");

    /** Longest measured time of a run. */
    public static final Setting<Duration> LONGEST = new Setting<>(
            "capacity.longest",
            SettingType.duration(),
            Optional.of(Duration.ofSeconds(60)),
            Optional.empty(),
            "search for the capacity: longest measured time of a run, at least 2s");

    /** Time of a search. */
    public static final Setting<Duration> TIME = new Setting<>(
            "capacity.time",
            SettingType.duration(),
            Optional.of(Duration.ofMinutes(10)),
            Optional.empty(),
            "search for the capacity: time after which no run begins");

    private CapacitySettings() {}

    /** Returns all of them. */
    static List<Setting<?>> all() {
        return List.of(PRECISION, LONGEST, TIME);
    }
}
