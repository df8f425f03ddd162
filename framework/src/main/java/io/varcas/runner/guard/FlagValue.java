package io.varcas.runner.guard;

import io.varcas.launch.ServerFlag;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a flag on a command line, compared with values that a server reports.
 *
 * @param written the value as the command has it; {@code true} or {@code false} for a switch
 */
record FlagValue(String written) {

    /** Numbers with units, as vLLM 0.32 reads them: {@code 16k} is 16000 and {@code 16K} is 16384. */
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)([kKmMgG]?)");

    private static final Map<String, Double> UNITS =
            Map.of("", 1.0, "k", 1e3, "m", 1e6, "g", 1e9, "K", 0x1p10, "M", 0x1p20, "G", 0x1p30);

    /** Short names of data types, as vLLM takes them. */
    private static final Map<String, String> ALIASES = Map.of("half", "float16", "float", "float32");

    /** The server chooses the value itself; -1 does for the longest context. */
    private static final Set<String> FREE = Set.of("auto", "-1");

    static FlagValue of(ServerFlag flag) {
        return new FlagValue(
                flag.values().isEmpty() ? String.valueOf(!flag.isNegated()) : String.join(" ", flag.values()));
    }

    /**
     * Returns whether a server that was started with this value may report another text for it.
     *
     * @param told what it reports
     */
    boolean allows(String told) {
        boolean filled = written.contains("${");
        if (FREE.contains(written) || filled || told.equals("None") || isStructure(written) || isStructure(told)) {
            return true; // it is the server's to choose, filled in at the launch, not told, or in another notation
        }
        OptionalDouble number = number(written);
        OptionalDouble reported = number(told);
        if (number.isPresent() && reported.isPresent()) {
            return Math.floor(number.getAsDouble()) == reported.getAsDouble()
                    || number.getAsDouble() == reported.getAsDouble();
        }
        return plain(written).equals(plain(told));
    }

    private static boolean isStructure(String value) {
        return value.startsWith("{") || value.startsWith("[");
    }

    private static OptionalDouble number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches()
                ? OptionalDouble.of(Double.parseDouble(number.group(1)) * UNITS.getOrDefault(number.group(2), 1.0))
                : OptionalDouble.empty();
    }

    private static String plain(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(lower, lower);
    }
}
