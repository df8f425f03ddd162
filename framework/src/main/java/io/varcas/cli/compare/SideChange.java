package io.varcas.cli.compare;

import io.varcas.runner.RunOptions;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The override of one side of an A/B comparison.
 *
 * @param name what it changes: {@code target}, a setting, a parameter, or {@code jvmArgs} for a system property
 * @param value what it changes it to
 */
record SideChange(String name, String value) {

    private static final String TARGET = "target";
    private static final String PROPERTY = "-D";

    /**
     * Reads {@code target=...}, {@code name=value} or {@code -Dname=value}.
     *
     * @param flag where it was written
     * @throws UsageException if it is none of them
     */
    static SideChange parse(String flag, String text) {
        if (text.startsWith(PROPERTY) && text.length() > PROPERTY.length()) {
            return new SideChange(Settings.JVM_ARGS.name(), text);
        }
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageException(flag + " " + text
                    + ": must be target=<target>, <parameter>=<value> or -D<property>=<value>, such as " + flag
                    + " rate=20");
        }
        return new SideChange(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Returns options with this changed. */
    RunOptions applyTo(RunOptions options) {
        if (name.equals(TARGET)) {
            return options.withTarget(value);
        }
        if (!value.startsWith(PROPERTY)) {
            return options.withValue(name, value);
        }
        List<String> arguments = new ArrayList<>(options.values().getOrDefault(name, List.of()));
        arguments.add(value);
        return options.withValue(name, String.join(" ", arguments));
    }
}
