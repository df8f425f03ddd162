package io.varcas.runner.flag;

import io.varcas.launch.ServerFlag;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.ResolvedSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The flags that a user sets on the server of a run.
 *
 * @param values text by name without dashes, sorted: {@code on} and {@code off} are a switch, {@value FlagSettings#UNSET} removes the
 *     flag
 */
public record WantedFlags(Map<String, String> values) {

    /** No flag is set. */
    public static final WantedFlags NONE = new WantedFlags(Map.of());

    /** Copies and sorts the values. */
    public WantedFlags {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Returns the flags among the settings of a trial. */
    public static WantedFlags of(ResolvedSettings settings) {
        return new WantedFlags(FlagSettings.of(settings));
    }

    /** Returns whether none is set. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the flags of the command line, without those to remove. */
    public List<ServerFlag> added() {
        return values.entrySet().stream()
                .filter(flag -> !flag.getValue().equals(FlagSettings.UNSET))
                .map(flag -> flag(flag.getKey(), flag.getValue()))
                .toList();
    }

    /** Returns the names of the flags to remove. */
    public List<String> removed() {
        return values.entrySet().stream()
                .filter(flag -> flag.getValue().equals(FlagSettings.UNSET))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ServerFlag flag(String name, String text) {
        return switch (text) {
            case "on", "true" -> ServerFlag.of(name);
            case "off", "false" -> ServerFlag.of("no-" + name);
            default -> ServerFlag.of(name, text);
        };
    }

    /** Returns the flags as a user sets them: {@code enable-prefix-caching=off, max-num-seqs=4}; {@code none} without any. */
    @Override
    public String toString() {
        return isEmpty()
                ? "none"
                : values.entrySet().stream()
                        .map(flag -> flag.getKey() + "=" + flag.getValue())
                        .collect(Collectors.joining(", "));
    }
}
