package io.varcas.setting.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notation of durations: JMH's ({@code 10s}, {@code 500ms}, {@code 2min}), where a bare number is seconds. */
public final class Durations {

    private static final Pattern NOTATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|min|h|hr|day)?");

    /** Characters of the longest text that is not shortened, such as {@code 1500ms}. */
    private static final int SHORT = 6;

    private static final int BRIEF_DIGITS = 3;

    private static final Map<String, Long> NANOS = new LinkedHashMap<>();

    static {
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("min", 60_000_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("ms", 1_000_000L);
        NANOS.put("us", 1_000L);
        NANOS.put("ns", 1L);
    }

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text number and unit ({@code ns us ms s m min h hr day}), or a number of seconds
     * @throws IllegalArgumentException if the text is not a duration of zero or longer, or longer than 292 years
     */
    public static Duration parse(String text) {
        Matcher matcher = NOTATION.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time; write 10s, 500ms or 2min");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        long nanos = switch (unit) {
            case "m" -> 60_000_000_000L;
            case "hr" -> 3_600_000_000_000L;
            case "day" -> 86_400_000_000_000L;
            default -> NANOS.getOrDefault(unit, 1L);
        };
        try {
            return Duration.ofNanos(DecimalText.parse(matcher.group(1))
                    .multiply(BigDecimal.valueOf(nanos))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        } catch (NumberFormatException | ArithmeticException tooLong) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than 292 years", tooLong);
        }
    }

    /** Returns whether a text is written as a duration is, however long it is. */
    static boolean isNotation(String text) {
        return NOTATION.matcher(text.trim()).matches();
    }

    /** Writes a duration in the largest unit that keeps it whole; {@link #parse} reads it again. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            if (nanos % unit.getValue() == 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        return nanos + "ns";
    }

    /** Writes a duration for people: as {@link #format} does where that is short, else with three digits: {@code 4.64s}. */
    public static String brief(Duration duration) {
        String exact = format(duration);
        if (exact.length() <= SHORT) {
            return exact;
        }
        BigDecimal nanos = BigDecimal.valueOf(duration.toNanos());
        return NANOS.entrySet().stream()
                .filter(unit -> nanos.longValue() >= unit.getValue())
                .findFirst()
                .map(unit -> nanos.divide(BigDecimal.valueOf(unit.getValue()), new MathContext(BRIEF_DIGITS))
                                .stripTrailingZeros()
                                .toPlainString()
                        + unit.getKey())
                .orElse(exact);
    }
}
