package io.varcas.processor.resolve;

import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WrittenValue;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.Words;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A setting that an annotation member sets.
 *
 * @param setting the setting
 * @param text its value in the notation of settings; not yet checked
 * @param position where it stands
 */
public record SettingUse(Setting<?> setting, String text, SourcePosition position) {

    /** Returns the settings that an annotation sets, in the order of {@link Settings#all()}. */
    public static List<SettingUse> of(AnnotationUse use) {
        return Settings.all().stream()
                .flatMap(setting -> of(use, setting).stream())
                .toList();
    }

    /** Returns the use of one setting, if the annotation sets it. */
    static Optional<SettingUse> of(AnnotationUse use, Setting<?> setting) {
        return setting.source()
                .filter(source -> use.is(source.annotation()))
                .flatMap(source -> use.set(source.member()))
                .map(value -> new SettingUse(setting, text(use, value), value.position()));
    }

    /**
     * Checks the value.
     *
     * @throws SettingException if it breaks the setting's rule
     */
    public void check() {
        setting.parse(text);
    }

    /**
     * Returns the value as the setting itself writes it: {@code 500ms} for half a second, however it was written.
     *
     * @throws SettingException if it breaks the setting's rule
     */
    public String canonicalText() {
        return canonical(setting, text);
    }

    private static <T> String canonical(Setting<T> setting, String text) {
        return setting.format(setting.parse(text));
    }

    private static String text(AnnotationUse use, WrittenValue value) {
        if (!value.entries().isEmpty()) {
            return Words.format(value.texts());
        }
        boolean timed = use.member("time").filter(value::equals).isPresent();
        return timed
                ? value.text() + use.member("timeUnit").map(SettingUse::suffix).orElse("")
                : value.text();
    }

    private static String suffix(WrittenValue unit) {
        return switch (TimeUnit.valueOf(unit.text())) {
            case NANOSECONDS -> "ns";
            case MICROSECONDS -> "us";
            case MILLISECONDS -> "ms";
            case SECONDS -> "s";
            case MINUTES -> "min";
            case HOURS -> "h";
            case DAYS -> "day";
        };
    }
}
