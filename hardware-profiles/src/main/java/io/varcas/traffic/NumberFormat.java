package io.varcas.traffic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers as people write them, for descriptions: at most three digits after the point, none that say nothing. */
final class NumberFormat {

    private static final int DIGITS = 3;

    /** From here on the digits after the sixteenth are not those of the number. */
    private static final double LARGEST_PLAIN = 1e16;

    private NumberFormat() {}

    static String number(double value) {
        if (Math.abs(value) >= LARGEST_PLAIN) {
            return String.valueOf(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
        return rounded.signum() == 0 && value != 0
                ? String.valueOf(value)
                : rounded.stripTrailingZeros().toPlainString();
    }

    static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    static String time(Duration duration) {
        return number(Timing.seconds(duration)) + "s";
    }

    /** "1/s at 0s, 50/s at 60s": points in order, joined by commas. */
    static String points(List<RatePoint> points) {
        return points.stream()
                .map(point -> rate(point.ratePerSecond()) + " at " + time(point.at()))
                .collect(Collectors.joining(", "));
    }
}
