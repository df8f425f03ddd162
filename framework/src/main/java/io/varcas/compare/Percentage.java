package io.varcas.compare;

import java.util.Locale;

/** Shares as people write them. */
public final class Percentage {

    private Percentage() {}

    /**
     * Reads {@code 10%}.
     *
     * @return the share, 0.1
     * @throws IllegalArgumentException if it is no percentage
     */
    public static double parse(String text) {
        String number =
                text.endsWith("%") ? text.substring(0, text.length() - 1).trim() : "";
        try {
            return Double.parseDouble(number) / 100;
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException("\"" + text + "\" is no percentage; write it as in 10%", fault);
        }
    }

    /**
     * Writes a share with its sign-free value and one digit after the point; {@code -inf} and {@code inf} where it has no
     * bound.
     */
    public static String format(double share) {
        return Double.isInfinite(share)
                ? (share > 0 ? "inf" : "-inf")
                : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
