package io.varcas.setting;

import io.varcas.setting.type.SettingType;
import java.util.List;
import java.util.Optional;

/** The settings of what is read about a server beside its responses. */
public final class ServerSettings {

    /** Log of the server's start. */
    public static final Setting<String> LOG = new Setting<>(
            "server.log",
            SettingType.text(),
            Optional.empty(),
            Optional.empty(),
            "log file of the vLLM server, for the flags and kernels it was started with (-serverLog)");

    /** Pages of metrics. */
    public static final Setting<List<String>> METRICS_URLS = new Setting<>(
            "metrics.urls",
            SettingType.texts(),
            Optional.of(List.of()),
            Optional.empty(),
            "addresses of the servers' metrics, separated by spaces; unset: /metrics of the target (-metricsUrl)");

    private static final List<Setting<?>> ALL = List.of(LOG, METRICS_URLS);

    private ServerSettings() {}

    static List<Setting<?>> all() {
        return ALL;
    }
}
