package io.varcas.setting.type;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in decimal notation, bounded in digits and exponent before anything is computed with them. */
public final class DecimalText {

    private static final int MOST_CHARACTERS = 400;
    private static final int GREATEST_EXPONENT = 400;
    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\p{Nd}+)\\z");

    private DecimalText() {}

    /** A number with more digits, or a greater exponent, than is computed with. */
    public static final class OutOfBounds extends NumberFormatException {

        private static final long serialVersionUID = 1;

        private OutOfBounds(String rule) {
            super(rule);
        }
    }

    /**
     * Reads a number. Its digits and its exponent are bounded: {@code 1e-99999999} as a whole number would have a hundred million digits.
     *
     * @param text such as {@code 20}, {@code -1.5} or {@code 1e-3}
     * @throws OutOfBounds if it has more than 400 characters, or an exponent beyond 400
     * @throws NumberFormatException if it is no number
     */
    public static BigDecimal parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new OutOfBounds("a number has at most " + MOST_CHARACTERS + " characters");
        }
        Matcher exponent = EXPONENT.matcher(text);
        if (exponent.find()) {
            String digits = exponent.group(1);
            if (digits.length() > 3 || Integer.parseInt(digits) > GREATEST_EXPONENT) {
                throw new OutOfBounds("an exponent must be at most " + GREATEST_EXPONENT);
            }
        }
        return new BigDecimal(text);
    }
}
