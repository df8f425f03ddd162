package io.varcas.setting;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Type of a setting's value: how it is read from text, written as text, and which values it may have.
 *
 * @param <T> the Java type
 * @param rule what a value must be, as the end of the sentence "must be ..."
 * @param parser reads a text; throws {@link IllegalArgumentException} if it is not of this type
 * @param formatter writes a value so that the parser reads it again
 */
public record SettingType<T>(String rule, Function<String, T> parser, Function<T, String> formatter) {

    /** Returns the type of whole numbers in a range, both ends included. */
    public static SettingType<Integer> wholeNumber(int min, int max) {
        String rule = max == Integer.MAX_VALUE
                ? "a whole number of at least " + min
                : "a whole number from " + min + " to " + max;
        return new SettingType<>(rule, text -> within(Integer.parseInt(text), min, max), String::valueOf);
    }

    /** Returns the type of 64-bit whole numbers. */
    public static SettingType<Long> longNumber() {
        return new SettingType<>("a whole number", Long::parseLong, String::valueOf);
    }

    /** Returns the type of finite numbers greater than zero. */
    public static SettingType<Double> positive() {
        return new SettingType<>(
                "a number greater than 0",
                text -> within(finite(text), Double.MIN_VALUE, Double.MAX_VALUE),
                SettingType::number);
    }

    /** Returns the type of finite numbers in a range, both ends included. */
    public static SettingType<Double> number(double min, double max) {
        String rule = max == Double.MAX_VALUE
                ? "a number of at least " + number(min)
                : "a number from " + number(min) + " to " + number(max);
        return new SettingType<>(rule, text -> within(finite(text), min, max), SettingType::number);
    }

    /** Returns the type of durations longer than zero; a bare number is seconds, as in JMH. */
    public static SettingType<Duration> duration() {
        return new SettingType<>(
                "a time such as 10s, 500ms, 2min",
                text -> {
                    Duration duration = Durations.parse(text);
                    if (duration.isZero() || duration.isNegative()) {
                        throw new IllegalArgumentException();
                    }
                    return duration;
                },
                Durations::format);
    }

    /** Returns the type of durations of zero or longer; a bare number is seconds, as in JMH. */
    public static SettingType<Duration> durationOrZero() {
        return new SettingType<>("a time such as 0s, 500ms, 10s", Durations::parse, Durations::format);
    }

    /** Returns the type of on and off. */
    public static SettingType<Boolean> onOff() {
        return new SettingType<>(
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "on", "yes" -> true;
                    case "false", "off", "no" -> false;
                    default -> throw new IllegalArgumentException();
                },
                String::valueOf);
    }

    /** Returns the type of free text. */
    public static SettingType<String> text() {
        return new SettingType<>("text", Function.identity(), Function.identity());
    }

    /** Returns the type of lists of texts; in text form they are separated by blanks. */
    public static SettingType<List<String>> texts() {
        return new SettingType<>(
                "words separated by blanks",
                text -> text.isBlank() ? List.of() : List.of(text.trim().split("\\s+")),
                list -> String.join(" ", list));
    }

    /**
     * Returns the type of an enum's constants, written in lower case.
     *
     * @param <E> the enum
     * @param type its class
     */
    public static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new SettingType<>(
                "one of " + String.join(", ", names),
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static <N extends Comparable<N>> N within(N value, N min, N max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** Writes a number without the ".0" that no user wrote. */
    private static String number(Double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf(value.longValue())
                : String.valueOf(value);
    }
}
