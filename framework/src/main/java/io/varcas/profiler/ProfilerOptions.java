package io.varcas.profiler;

import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import io.varcas.validation.DidYouMean;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a profiler, as in JMH: {@code name:option=value;option=value}.
 *
 * @param profiler name of the profiler, or of its class
 * @param values values by option
 */
public record ProfilerOptions(String profiler, Map<String, String> values) {

    /** Copies the values, keeping their order. */
    public ProfilerOptions {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Parses what follows {@code -prof}.
     *
     * @throws SettingException if an option has no value or is given twice
     */
    public static ProfilerOptions parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Map<String, String> values = new LinkedHashMap<>();
        if (colon >= 0) {
            for (String option : text.substring(colon + 1).split(";", -1)) {
                int equals = option.indexOf('=');
                if (equals < 1) {
                    throw new SettingException("profiler " + name + ": option \"" + option.strip()
                            + "\" has no value; write " + name + ":option=value;option=value");
                }
                String key = option.substring(0, equals).strip();
                if (values.put(key, option.substring(equals + 1).strip()) != null) {
                    throw new SettingException("profiler " + name + ": option " + key + " is set twice");
                }
            }
        }
        return new ProfilerOptions(name, values);
    }

    /**
     * Rejects options that a profiler does not have.
     *
     * @param known its options; none if it takes none
     * @throws SettingException if another one is set
     */
    public void allow(List<String> known) {
        for (String option : values.keySet()) {
            if (known.isEmpty()) {
                throw new SettingException("profiler " + profiler + " takes no options, but has \"" + option + "\"");
            }
            if (!known.contains(option)) {
                throw new SettingException("profiler " + profiler + ": unknown option \"" + option + "\""
                        + DidYouMean.hint(option, known));
            }
        }
    }

    /** Returns the text of an option; empty if it is not set. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option)).filter(text -> !text.isEmpty());
    }

    /**
     * Returns the path that an option names.
     *
     * @throws SettingException if no file can have that name
     */
    public Optional<Path> path(String option) {
        try {
            return text(option).map(Path::of);
        } catch (InvalidPathException none) {
            throw fault(option, none);
        }
    }

    /**
     * Returns a whole number.
     *
     * @param option name of the option
     * @param least smallest value allowed
     * @param most largest value allowed
     * @throws SettingException if it is none of them
     */
    public Optional<Integer> number(String option, int least, int most) {
        Optional<Integer> value = text(option)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most);
        if (value.isEmpty() && text(option).isPresent()) {
            throw new SettingException("profiler " + profiler + ": " + option + "="
                    + text(option).get() + " must be a whole number from " + least + " to " + most);
        }
        return value;
    }

    /**
     * Returns a duration, such as {@code 2s} or {@code 500ms}; a number alone is in seconds.
     *
     * @param option name of the option
     * @param most longest one allowed
     * @throws SettingException if it is none, not above 0, or longer
     */
    public Optional<Duration> duration(String option, Duration most) {
        try {
            Optional<Duration> value = text(option)
                    .map(text -> text.matches("[\\d.]+") ? text + "s" : text)
                    .map(SettingType.duration()::parse);
            if (value.isPresent() && value.get().compareTo(most) > 0) {
                throw new SettingException(text(option).orElse("") + " must be at most " + most.toSeconds() + "s");
            }
            return value;
        } catch (IllegalArgumentException wrong) {
            throw fault(option, wrong);
        }
    }

    private SettingException fault(String option, IllegalArgumentException wrong) {
        return new SettingException("profiler " + profiler + ": " + option + ": " + wrong.getMessage(), wrong);
    }
}
