package io.varcas.setting;

import io.varcas.annotation.Distribution;
import io.varcas.setting.type.SettingType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one token-length distribution.
 *
 * @param fixed short form: a fixed length in tokens
 * @param distribution shape
 * @param mean mean before clamping, in tokens
 * @param std standard deviation before clamping, in tokens
 * @param min least length, in tokens
 * @param max greatest length, in tokens
 * @param data file of lengths to draw from
 */
public record LengthSettings(
        Setting<Integer> fixed,
        Setting<Distribution> distribution,
        Setting<Double> mean,
        Setting<Double> std,
        Setting<Integer> min,
        Setting<Integer> max,
        Setting<String> data) {

    private static final int LONGEST = 1_000_000;

    static LengthSettings of(String name, String what, Class<? extends Annotation> annotation, double mean) {
        String length = what + " length";
        return new LengthSettings(
                new Setting<>(
                        name,
                        SettingType.wholeNumber(1, LONGEST),
                        Optional.empty(),
                        Optional.empty(),
                        length + ", tokens; short form of a fixed length"),
                member(
                        name,
                        annotation,
                        "distribution",
                        SettingType.choice(Distribution.class),
                        Distribution.LOGNORMAL,
                        length + ": shape of the distribution"),
                member(name, annotation, "mean", SettingType.positive(), mean, length + ": mean, tokens"),
                member(
                        name,
                        annotation,
                        "std",
                        SettingType.number(0, LONGEST),
                        0.0,
                        length + ": standard deviation, tokens"),
                member(name, annotation, "min", SettingType.wholeNumber(1, LONGEST), 1, length + ": minimum, tokens"),
                member(
                        name,
                        annotation,
                        "max",
                        SettingType.wholeNumber(1, LONGEST),
                        LONGEST,
                        length + ": maximum, tokens"),
                new Setting<>(
                        name + ".data",
                        SettingType.text(),
                        Optional.empty(),
                        Optional.of(new Setting.Source(annotation, "data")),
                        length + ": file of lengths to draw from"));
    }

    /** Returns all of them in the order in which listings show them. */
    public List<Setting<?>> all() {
        return List.of(fixed, distribution, mean, std, min, max, data);
    }

    /** Returns the members of the distribution, without the short form. */
    public List<Setting<?>> members() {
        return List.of(distribution, mean, std, min, max, data);
    }

    private static <T> Setting<T> member(
            String name,
            Class<? extends Annotation> annotation,
            String member,
            SettingType<T> type,
            T defaultValue,
            String meaning) {
        return Setting.of(name + "." + member, annotation, member, type, defaultValue, meaning);
    }
}
