package io.varcas.profiler.kernel;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as tools print them: with units, and with the separators of a locale. Which separator is the decimal one is
 * decided from all numbers of a file, as {@code 1.234} alone can be either.
 */
final class ToolNumbers {

    private static final Map<String, Double> SECONDS = Map.ofEntries(
            Map.entry("s", 1.0),
            Map.entry("sec", 1.0),
            Map.entry("second", 1.0),
            Map.entry("seconds", 1.0),
            Map.entry("ms", 1e-3),
            Map.entry("msec", 1e-3),
            Map.entry("msecond", 1e-3),
            Map.entry("us", 1e-6),
            Map.entry("\u00b5s", 1e-6),
            Map.entry("\u03bcs", 1e-6),
            Map.entry("usec", 1e-6),
            Map.entry("usecond", 1e-6),
            Map.entry("ns", 1e-9),
            Map.entry("nsec", 1e-9),
            Map.entry("nsecond", 1e-9));

    private static final Map<String, Double> SCALES = Map.of(
            "", 1.0, "k", 1e3, "m", 1e6, "g", 1e9, "t", 1e12, "ki", 1024.0, "mi", 0x1p20, "gi", 0x1p30, "ti", 0x1p40);

    private static final Pattern GROUPS_BY_POINT =
            Pattern.compile("\\d{1,3}(\\.\\d{3}){2,}(,\\d+)?|\\d{1,3}(\\.\\d{3})+,\\d+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d*,(\\d{1,2}|\\d{4,})|0,\\d+|\\d{4,},\\d+");
    private static final Pattern WITH_UNIT =
            Pattern.compile("([-+]?[\\d.,'\\s\u00a0\u202f]*\\d(?:[eE][-+]?\\d+)?)\\s*(\\S*)");

    private final boolean commaIsDecimal;

    private ToolNumbers(boolean commaIsDecimal) {
        this.commaIsDecimal = commaIsDecimal;
    }

    /** Returns numbers with a decimal point. */
    static ToolNumbers withPoint() {
        return new ToolNumbers(false);
    }

    /** Returns numbers in the manner of these values; those that are no numbers do not matter. */
    static ToolNumbers like(Collection<String> values) {
        boolean comma = values.stream()
                .map(ToolNumbers::compact)
                .anyMatch(value -> GROUPS_BY_POINT.matcher(value).matches()
                        || DECIMAL_COMMA.matcher(value).matches());
        return new ToolNumbers(comma);
    }

    /** Returns the number of a text; empty if it is none, as {@code n/a}. */
    OptionalDouble number(String text) {
        String compact = compact(text);
        String plain = commaIsDecimal ? compact.replace(".", "").replace(',', '.') : compact.replace(",", "");
        try {
            double value = Double.parseDouble(plain);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException none) {
            return OptionalDouble.empty();
        }
    }

    /** Returns the seconds of a text that ends in its unit, such as {@code 417.610ms}; empty if it is no time. */
    OptionalDouble seconds(String text) {
        Matcher parts = WITH_UNIT.matcher(text.strip());
        return parts.matches() ? seconds(parts.group(1), parts.group(2)) : OptionalDouble.empty();
    }

    /** Returns the seconds of a number in a unit; empty if either is unknown. */
    OptionalDouble seconds(String number, String unit) {
        Double scale = SECONDS.get(unit.strip().toLowerCase(Locale.ROOT));
        OptionalDouble value = number(number);
        return scale == null || value.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.getAsDouble() * scale);
    }

    /** Returns a count in a unit with a scale, such as {@code Mbyte}, {@code KiB} or {@code inst}. */
    OptionalDouble count(String number, String unit) {
        String word = unit.strip().toLowerCase(Locale.ROOT);
        String prefix = word.replaceFirst("(byte|bytes|b|inst|ops)$", "");
        OptionalDouble value = number(number);
        Double scale = SCALES.getOrDefault(prefix, word.equals(prefix) ? 1.0 : null);
        return scale == null || value.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.getAsDouble() * scale);
    }

    private static String compact(String text) {
        return text.replaceAll("['\\s\u00a0\u202f]", "");
    }
}
