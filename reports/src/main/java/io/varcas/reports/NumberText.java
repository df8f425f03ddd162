package io.varcas.reports;

import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are written for people: four significant digits or whole, never an exponent, and never a number where there is none. */
public final class NumberText {

    /** What stands where a number was not measured. */
    public static final String NOT_MEASURED = "not measured";

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
        int decimals =
                size >= 1000 || size == 0 ? (size == 0 ? 0 : 1) : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Writes a number that may not have been measured. */
    public static String of(OptionalDouble value) {
        return value.isPresent() ? of(value.getAsDouble()) : NOT_MEASURED;
    }
}
