package io.varcas.setting.type;

import java.util.Optional;

/**
 * Finite numbers in a range.
 *
 * @param min least; {@link Double#MIN_VALUE} for any above 0, the negative of {@link Double#MAX_VALUE} for none
 * @param max greatest; {@link Double#MAX_VALUE} for none
 */
public record NumberType(double min, double max) implements SettingType<Double> {

    @Override
    public String rule() {
        return min == Double.MIN_VALUE
                ? "a number greater than 0"
                : "a number" + range(min, max, min == -Double.MAX_VALUE, max == Double.MAX_VALUE);
    }

    /** Reads decimal notation only: {@link Double#parseDouble} would also take "1d", "NaN" and hexadecimal. */
    @Override
    public Double parse(String text) {
        double value = DecimalText.parse(text).doubleValue() + 0.0;
        if (Double.isInfinite(value) || value < min || value > max) {
            throw new IllegalArgumentException(value + " is outside " + min + " to " + max);
        }
        return value;
    }

    @Override
    public String format(Double value) {
        return text(value);
    }

    @Override
    public Optional<String> nearest(String text) {
        return NearestNumber.to(text, min, max);
    }

    /** Writes a number without the ".0" that no user wrote. */
    public static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /** Describes a range, as the end of a rule. */
    static String range(double min, double max, boolean openBelow, boolean openAbove) {
        if (openBelow && openAbove) {
            return "";
        }
        return openAbove ? " of at least " + text(min) : " from " + text(min) + " to " + text(max);
    }
}
