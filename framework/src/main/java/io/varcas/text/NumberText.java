package io.varcas.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers for people: four significant digits or whole, never an exponent, and never a number where there is none. */
public final class NumberText {

    /** Text in place of a number that was not measured. */
    public static final String NOT_MEASURED = "not measured";

    private static final String TOO_SMALL = "n too small";

    /** A billionth of a dollar or a second is nothing that a service is judged by. */
    private static final int MOST_DECIMALS = 9;

    /** What is nearer to 0 than to the last decimal is the rounding of sums, such as the deviation of equal numbers. */
    private static final double LEAST = 0.5e-9;

    private static final int BRIEF_DIGITS = 3;

    private NumberText() {}

    /** Writes a number. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return NOT_MEASURED;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size < LEAST) {
            return "0";
        }
        int decimals = size >= 1000 ? 1 : Math.min(MOST_DECIMALS, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Writes a number whose whole values are counts: those have no decimals. */
    public static String whole(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : of(value);
    }

    /**
     * Writes what stands where the sample is too small for a statistic: {@code n too small: needs 200}.
     *
     * @param needed fewest samples that are enough
     */
    public static String tooSmall(long needed) {
        return TOO_SMALL + ": needs " + needed;
    }

    /**
     * Writes a number as people say it: three significant digits, whole from 100 on, thousands apart: {@code 15.8}, {@code 790},
     * {@code 433,984}.
     */
    public static String brief(double value) {
        if (!Double.isFinite(value) || Math.abs(value) < LEAST) {
            return of(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(BRIEF_DIGITS, RoundingMode.HALF_UP));
        int decimals = BRIEF_DIGITS - rounded.precision() + rounded.scale();
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(MOST_DECIMALS, decimals)) + "f", value);
    }

    /** Writes a count, thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Writes a count: whole, thousands apart; one that is not whole as {@link #brief} does. */
    public static String count(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : brief(value);
    }

    /** Writes a number with all its decimals, nine at most, thousands apart: a bound as its author wrote it, {@code 500}, {@code 0.5}. */
    public static String exact(double value) {
        return Double.isFinite(value)
                ? new DecimalFormat("#,##0.#########", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value)
                : of(value);
    }

    /** Writes a number that may not have been measured. */
    public static String of(OptionalDouble value) {
        return value.isPresent() ? of(value.getAsDouble()) : NOT_MEASURED;
    }

    /** Writes a number without zeros at the end of its decimals, as people write bounds: {@code 10}, {@code 0.5}. */
    public static String plain(double value) {
        String text = of(value);
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }
}
