package io.varcas.setting;

import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The flags of the server as settings: the setting {@code flag.max-num-seqs} is the flag {@code --max-num-seqs}. Which flags there are is
 * the server's to decide, so this class has no list of them.
 */
public final class FlagSettings {

    /** Prefix of the names of these settings. */
    public static final String PREFIX = "flag.";

    /** Value that removes a flag from the command line, so that the server uses its default. */
    public static final String UNSET = "unset";

    private static final String NEGATION = "no-";

    private FlagSettings() {}

    /** Returns whether a name is that of such a setting. */
    public static boolean isFlag(String setting) {
        return setting.startsWith(PREFIX);
    }

    /**
     * Returns the name of the setting of a flag.
     *
     * @param flag name of the flag, with or without dashes before it; underscores count as dashes, as in vLLM
     */
    public static String name(String flag) {
        return PREFIX + flag.strip().replaceFirst("^--?", "").replace('_', '-');
    }

    /** Returns values with the names of flags in their one form. */
    public static <T> Map<String, T> named(Map<String, T> values) {
        Map<String, T> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(isFlag(name) ? name(name.substring(PREFIX.length())) : name, value));
        return named;
    }

    /** Returns the flags that are set, sorted: the text of each by the flag's name without dashes. */
    public static Map<String, String> of(ResolvedSettings settings) {
        Map<String, String> flags = new TreeMap<>();
        settings.values().forEach((name, value) -> {
            if (isFlag(name)) {
                flags.put(name.substring(PREFIX.length()), value.text().strip());
            }
        });
        return Collections.unmodifiableMap(flags);
    }

    /** Returns the setting of a name; empty if it is not the name of a flag's setting. */
    static Optional<Setting<?>> find(String name) {
        return isFlag(name)
                ? Optional.of(new Setting<>(
                        name,
                        SettingType.text(),
                        Optional.empty(),
                        Optional.empty(),
                        "flag of the server: --" + name.substring(PREFIX.length()) + " (-s)"))
                : Optional.empty();
    }

    /**
     * Checks the form of a flag and of its value.
     *
     * @param setting name of its setting
     * @param text its value
     * @throws SettingException if the name cannot be that of a flag, or there is no value; one line
     */
    public static void check(String setting, String text) {
        String flag = setting.substring(PREFIX.length());
        if (!flag.matches("[A-Za-z][A-Za-z0-9.-]*")) {
            throw new SettingException("server flag \"" + flag
                    + "\": must be the name of a flag, such as max-num-seqs for --max-num-seqs");
        }
        if (flag.startsWith(NEGATION)) {
            String subject = flag.substring(NEGATION.length());
            throw new SettingException("server flag " + flag + ": write " + subject + "=off for --" + flag);
        }
        if (text.isBlank()) {
            throw new SettingException("server flag " + flag + ": needs a value; use on or off for a switch, and "
                    + UNSET + " for the server's default");
        }
    }
}
