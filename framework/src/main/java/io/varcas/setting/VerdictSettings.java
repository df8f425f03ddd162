package io.varcas.setting;

import io.varcas.setting.type.SettingType;
import java.util.List;
import java.util.Optional;

/** Settings by which a run is judged. */
public final class VerdictSettings {

    /** Confidence at which an objective on a percentile is decided; the customary one of engineering. */
    public static final Setting<Double> CONFIDENCE = new Setting<>(
            "sla.confidence",
            SettingType.number(0.5, 0.9999),
            Optional.of(0.95),
            Optional.empty(),
            "confidence at which objectives on percentiles are met or broken; in between they are undecided");

    private VerdictSettings() {}

    static List<Setting<?>> all() {
        return List.of(CONFIDENCE);
    }
}
