package io.varcas.setting;

import io.varcas.setting.type.SettingType;
import java.time.Duration;
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

    /** Send lag that never invalidates a run: where a load generator that is at its end first shows (2026-11). */
    public static final Setting<Duration> SEND_LAG = new Setting<>(
            "validity.sendLag",
            SettingType.durationOrZero(),
            Optional.of(Duration.ofMillis(5)),
            Optional.empty(),
            "send lag that 99 % of the requests must keep, unless validity.sendLagShare allows more");

    /** Send lag that never invalidates a run, as a share of the measured latency. */
    public static final Setting<Double> SEND_LAG_SHARE = new Setting<>(
            "validity.sendLagShare",
            SettingType.number(0, 1),
            Optional.of(0.05),
            Optional.empty(),
            "send lag that 99 % of the requests must keep, as a share of the median TTFT (E2E if not streamed)");

    private VerdictSettings() {}

    /** Returns all of them. */
    public static List<Setting<?>> all() {
        return List.of(CONFIDENCE, SEND_LAG, SEND_LAG_SHARE);
    }
}
