package io.varcas.profiler;

import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a profiler, as they are written behind its name in JMH's manner: {@code dcgm:url=http://gpu-host:9400/metrics}, and with a
 * semicolon from one to the next.
 *
 * @param profiler name of the profiler, for messages
 * @param values values by option
 */
public record ProfilerOptions(String profiler, Map<String, String> values) {

    private static final char BEHIND_NAME = ':';

    /** Copies the values, in their order. */
    public ProfilerOptions {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the name of a profiler without the options behind it. */
    static String nameOf(String written) {
        int colon = written.indexOf(BEHIND_NAME);
        return colon < 0 ? written : written.substring(0, colon);
    }

    /**
     * Reads the options behind a name.
     *
     * @param written the name, and options if there are any
     * @throws SettingException if an option has no value or is there twice
     */
    static ProfilerOptions parse(String written) {
        String name = nameOf(written);
        Map<String, String> values = new LinkedHashMap<>();
        String rest = written.length() > name.length() ? written.substring(name.length() + 1) : "";
        for (String part : rest.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new SettingException("profiler " + name + ": option \"" + part.strip() + "\" has no value; write "
                        + name + ":option=value");
            }
            String option = part.substring(0, equals).strip();
            if (values.put(option, part.substring(equals + 1).strip()) != null) {
                throw new SettingException("profiler " + name + ": option " + option + " is given twice");
            }
        }
        return new ProfilerOptions(name, values);
    }

    /**
     * Rejects options that the profiler does not have.
     *
     * @param known names of those it has
     * @throws SettingException naming the first other one and the nearest right one
     */
    public void onlyKnown(List<String> known) {
        for (String option : values.keySet()) {
            if (!known.contains(option)) {
                throw new SettingException("profiler " + profiler + " has no option \"" + option + "\""
                        + (known.isEmpty() ? "; it has none" : DidYouMean.hint(option, known)));
            }
        }
    }

    /** Returns the value of an option. */
    public Optional<String> get(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /**
     * Returns the value of an option that is a whole number.
     *
     * @param least least number allowed
     * @param most greatest number allowed
     * @throws SettingException if it is no such number
     */
    public int whole(String option, int least, int most, int defaultValue) {
        String text = values.get(option);
        if (text == null) {
            return defaultValue;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException other) {
            // said below
        }
        throw new SettingException("profiler " + profiler + ": " + option + "=" + text + " must be a whole number from "
                + least + " to " + most);
    }
}
