package io.varcas.setting.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Guesses which number was meant by one that is out of range: the same without its minus sign, a percentage as a share, or the
 * nearer end of the range.
 */
final class NearestNumber {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private NearestNumber() {}

    static Optional<String> to(String written, double min, double max) {
        return to(written, Integer.MAX_VALUE, min, max);
    }

    /**
     * Returns the number that was probably meant.
     *
     * @param written what the user wrote; nothing is proposed if it is no number
     * @param digits most digits after the point
     * @param min least right value
     * @param max greatest right value
     */
    static Optional<String> to(String written, int digits, double min, double max) {
        BigDecimal number;
        try {
            number = DecimalText.parse(written.trim());
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
        BigDecimal whole = number.scale() > digits ? number.setScale(digits, RoundingMode.HALF_UP) : number;
        if (isWithin(whole.doubleValue(), min, max)) {
            return text(whole);
        }
        if (whole.signum() < 0 && isWithin(-whole.doubleValue(), min, max)) {
            return text(whole.negate());
        }
        if (min == 0 && max == 1 && isWithin(number.doubleValue(), 0, 100)) {
            return text(number.divide(HUNDRED));
        }
        double end = number.doubleValue() < min ? min : max;
        return isPlain(end) ? text(BigDecimal.valueOf(end)) : Optional.empty();
    }

    private static boolean isWithin(double value, double min, double max) {
        return value >= min && value <= max;
    }

    /** Tells ends that a user may mean from ends that are only the limits of a type. */
    private static boolean isPlain(double end) {
        return end == 0 || (Math.abs(end) >= 1e-9 && Math.abs(end) <= 1e9);
    }

    private static Optional<String> text(BigDecimal number) {
        return Optional.of(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }
}
