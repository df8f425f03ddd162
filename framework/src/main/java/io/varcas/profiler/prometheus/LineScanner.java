package io.varcas.profiler.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads one sample line: {@code name{label="value",...} number [timestamp] [# exemplar]}. */
final class LineScanner {

    private final String line;
    private int at;

    LineScanner(String line) {
        this.line = line;
    }

    /**
     * Returns the sample; nothing if its name is not wanted, and then the rest of the line was not looked at.
     *
     * @throws IllegalArgumentException if the line is not a sample
     */
    Optional<MetricSample> sample(Predicate<String> wanted) {
        skipBlanks();
        String name = until("{ \t");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        if (!wanted.test(name)) {
            return Optional.empty();
        }
        skipBlanks();
        Map<String, String> labels = at < line.length() && line.charAt(at) == '{' ? labels() : Map.of();
        skipBlanks();
        double value = number(until(" \t"));
        skipBlanks();
        String rest = until(" \t");
        // What follows a # is an exemplar (OpenMetrics): one observation picked out, of no use here.
        boolean stamped = !rest.isEmpty() && !rest.startsWith("#");
        return Optional.of(new MetricSample(name, labels, value, stamped ? Optional.of(rest) : Optional.empty()));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        at++;
        while (true) {
            skipBlanks();
            if (take('}')) {
                return labels;
            }
            String name = until("=} \t");
            skipBlanks();
            if (!take('=')) {
                throw new IllegalArgumentException("no = after label \"" + name + "\"");
            }
            skipBlanks();
            labels.put(name, quoted());
            skipBlanks();
            if (!take(',') && !(at < line.length() && line.charAt(at) == '}')) {
                throw new IllegalArgumentException("neither , nor } after label \"" + name + "\"");
            }
        }
    }

    private String quoted() {
        if (!take('"')) {
            throw new IllegalArgumentException("a label value must be quoted");
        }
        StringBuilder text = new StringBuilder();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            if (c == '\\' && at < line.length()) {
                text.append(unescaped(line.charAt(at++)));
            } else {
                text.append(c);
            }
        }
        throw new IllegalArgumentException("a label value does not end");
    }

    /** The format knows three escapes; anything else stands for itself with its backslash. */
    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf", "+inf", "inf" -> Double.POSITIVE_INFINITY;
            case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
            case "NaN", "nan" -> Double.NaN;
            default -> parse(text);
        };
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number", other);
        }
    }

    private String until(String stops) {
        int start = at;
        while (at < line.length() && stops.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(start, at);
    }

    private boolean take(char expected) {
        if (at < line.length() && line.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }
}
