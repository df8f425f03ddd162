package io.varcas.setting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Type of a setting's value: how it is read from text, written as text, and which values it may have.
 *
 * @param <T> the Java type
 * @param rule what a value must be, as the end of the sentence "must be ..."
 * @param parser reads a text; throws {@link IllegalArgumentException} if it is not of this type
 * @param formatter writes a value so that the parser reads it again
 * @param nearest proposes a right text for a wrong one, where one can be guessed
 */
public record SettingType<T>(
        String rule,
        Function<String, T> parser,
        Function<T, String> formatter,
        Function<String, Optional<String>> nearest) {

    /** Returns the type of whole numbers in a range, both ends included. */
    public static SettingType<Integer> wholeNumber(int min, int max) {
        return new SettingType<>(
                "a whole number" + range(min, max, min == Integer.MIN_VALUE, max == Integer.MAX_VALUE),
                text -> within(Integer.parseInt(text), min, max),
                String::valueOf,
                text -> NearestNumber.to(text, 0, min, max));
    }

    /** Returns the type of 64-bit whole numbers. */
    public static SettingType<Long> longNumber() {
        return new SettingType<>(
                "a whole number",
                Long::parseLong,
                String::valueOf,
                text -> NearestNumber.to(text, 0, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** Returns the type of finite numbers greater than zero. */
    public static SettingType<Double> positive() {
        return new SettingType<>(
                "a number greater than 0",
                text -> within(finite(text), Double.MIN_VALUE, Double.MAX_VALUE),
                SettingType::number,
                text -> NearestNumber.to(text, Double.MIN_VALUE, Double.MAX_VALUE));
    }

    /** Returns the type of finite numbers. */
    public static SettingType<Double> number() {
        return number(-Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** Returns the type of finite numbers in a range, both ends included. */
    public static SettingType<Double> number(double min, double max) {
        return new SettingType<>(
                "a number" + range(min, max, min == -Double.MAX_VALUE, max == Double.MAX_VALUE),
                text -> within(finite(text), min, max),
                SettingType::number,
                text -> NearestNumber.to(text, min, max));
    }

    /** Returns the type of durations longer than zero; a bare number is seconds, as in JMH. */
    public static SettingType<Duration> duration() {
        return new SettingType<>(
                "a time such as 10s, 500ms, 2min",
                text -> {
                    Duration duration = Durations.parse(text);
                    if (duration.isZero()) {
                        throw new IllegalArgumentException("a time of zero");
                    }
                    return duration;
                },
                Durations::format,
                SettingType::withoutMinus);
    }

    /** Returns the type of durations of zero or longer; a bare number is seconds, as in JMH. */
    public static SettingType<Duration> durationOrZero() {
        return new SettingType<>(
                "a time such as 0s, 500ms, 10s", Durations::parse, Durations::format, SettingType::withoutMinus);
    }

    /** Returns the type of on and off. */
    public static SettingType<Boolean> onOff() {
        return new SettingType<>(
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "on", "yes" -> true;
                    case "false", "off", "no" -> false;
                    default -> throw new IllegalArgumentException("neither on nor off");
                },
                String::valueOf,
                text -> Nearest.to(text, List.of("true", "false")));
    }

    /** Returns the type of free text. */
    public static SettingType<String> text() {
        return new SettingType<>("text", Function.identity(), Function.identity(), text -> Optional.empty());
    }

    /** Returns the type of lists of texts, in the notation of {@link Words}. */
    public static SettingType<List<String>> texts() {
        return new SettingType<>(
                "words separated by blanks, in double quotes where they have blanks themselves",
                Words::parse,
                Words::format,
                text -> Optional.empty());
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
                value -> value.name().toLowerCase(Locale.ROOT),
                text -> Nearest.to(text, names));
    }

    private static String range(double min, double max, boolean openBelow, boolean openAbove) {
        if (openBelow && openAbove) {
            return "";
        }
        return openAbove ? " of at least " + number(min) : " from " + number(min) + " to " + number(max);
    }

    private static <N extends Comparable<N>> N within(N value, N min, N max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(value + " is outside " + min + " to " + max);
        }
        return value;
    }

    /** Reads decimal notation only: {@link Double#parseDouble} would also take "1d", "NaN" and hexadecimal. */
    private static Double finite(String text) {
        return within(new BigDecimal(text).doubleValue() + 0.0, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private static Optional<String> withoutMinus(String text) {
        String positive = text.startsWith("-") ? text.substring(1).trim() : "";
        try {
            return Durations.parse(positive).isZero() ? Optional.empty() : Optional.of(positive);
        } catch (IllegalArgumentException noTime) {
            return Optional.empty();
        }
    }

    /** Writes a number without the ".0" that no user wrote. */
    static String number(Double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf(value.longValue())
                : String.valueOf(value);
    }
}
