package io.varcas.setting.type;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Type of a setting's value: how it is read from text, written as text, and which values it may have.
 *
 * @param <T> the Java type
 */
public interface SettingType<T> {

    /** Returns what a value must be, as the end of the sentence "must be ...". */
    String rule();

    /**
     * Reads a value.
     *
     * @param text what the user wrote, without spaces around it
     * @throws IllegalArgumentException if it is not of this type
     */
    T parse(String text);

    /** Writes a value so that {@link #parse} reads it again. */
    String format(T value);

    /** Proposes a right text for a wrong one, where one can be guessed. */
    default Optional<String> nearest(String text) {
        return Optional.empty();
    }

    /** Returns the type of whole numbers in a range, both ends included. */
    static SettingType<Integer> wholeNumber(int min, int max) {
        return new WholeNumberType(min, max);
    }

    /** Returns the type of 64-bit whole numbers. */
    static SettingType<Long> longNumber() {
        return new LongNumberType();
    }

    /** Returns the type of finite numbers greater than zero. */
    static SettingType<Double> positive() {
        return new NumberType(Double.MIN_VALUE, Double.MAX_VALUE);
    }

    /** Returns the type of finite numbers. */
    static SettingType<Double> number() {
        return number(-Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** Returns the type of finite numbers in a range, both ends included. */
    static SettingType<Double> number(double min, double max) {
        return new NumberType(min, max);
    }

    /** Returns the type of durations longer than zero; a bare number is seconds, as in JMH. */
    static SettingType<Duration> duration() {
        return new DurationType(false);
    }

    /** Returns the type of durations of zero or longer; a bare number is seconds, as in JMH. */
    static SettingType<Duration> durationOrZero() {
        return new DurationType(true);
    }

    /** Returns the type of on and off. */
    static SettingType<Boolean> onOff() {
        return new OnOffType();
    }

    /** Returns the type of free text. */
    static SettingType<String> text() {
        return new TextType();
    }

    /** Returns the type of lists of texts: a JSON array of them, or words in the notation of {@link Words}. */
    static SettingType<List<String>> texts() {
        return new TextsType();
    }

    /**
     * Returns the type of an enum's constants, written in lower case.
     *
     * @param <E> the enum
     * @param type its class
     */
    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        return new ChoiceType<>(type);
    }
}
