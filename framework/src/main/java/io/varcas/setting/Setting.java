package io.varcas.setting;

import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One number or choice of a workload.
 *
 * @param <T> type of its value
 * @param name name in every place: on the command line, in the configuration file, in messages and results
 * @param type its notation and its range
 * @param defaultValue value if it is not set; may be empty
 * @param source annotation member that sets it; empty if no annotation does
 * @param meaning one line for the help page, with the unit
 */
public record Setting<T>(
        String name, SettingType<T> type, Optional<T> defaultValue, Optional<Source> source, String meaning) {

    /**
     * Annotation member behind a setting.
     *
     * @param annotation the annotation
     * @param member its member; a member {@code time} is read together with its sibling {@code timeUnit}
     */
    public record Source(Class<? extends Annotation> annotation, String member) {}

    /**
     * Returns a setting that has a default and comes from an annotation.
     *
     * @param <T> type of its value
     * @param name its name
     * @param annotation annotation that sets it
     * @param member member of that annotation
     * @param type its notation and its range
     * @param defaultValue its default
     * @param meaning one line for the help page
     */
    static <T> Setting<T> of(
            String name,
            Class<? extends Annotation> annotation,
            String member,
            SettingType<T> type,
            T defaultValue,
            String meaning) {
        return new Setting<>(
                name, type, Optional.of(defaultValue), Optional.of(new Source(annotation, member)), meaning);
    }

    /**
     * Reads a value.
     *
     * @param text the value as written
     * @throws SettingException if it is not a value of this setting; the message proposes the nearest right value
     */
    public T parse(String text) {
        String trimmed = text.trim();
        try {
            return type.parse(trimmed);
        } catch (SettingException precise) {
            throw precise;
        } catch (IllegalArgumentException fault) {
            String hint = type.nearest(trimmed)
                    .map(value -> "; did you mean " + value + "?")
                    .orElse("");
            throw new SettingException(name + " = \"" + text + "\": must be " + type.rule() + hint);
        }
    }

    /** There is one setting of a name. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Setting<?> setting && name.equals(setting.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Writes a value as {@link #parse} reads it. */
    public String format(T value) {
        return type.format(value);
    }
}
