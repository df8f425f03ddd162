package io.varcas.accuracy.scorer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numeric results as lm-evaluation-harness compares those of GSM8K: ignoring case, {@code ,}, {@code $}, everything up to
 * {@code ####} and a full stop at the end.
 *
 * <p>Source: EleutherAI lm-evaluation-harness, task {@code gsm8k} version 3 (commit 4e7e0d4, 2026-08).
 */
final class Gsm8k {

    private static final Pattern STRICT = Pattern.compile("#### (-?[0-9.,]+)");
    private static final Pattern FLEXIBLE = Pattern.compile("(-?[$0-9.,]{2,})|(-?[0-9]+)");
    private static final Pattern IGNORED = Pattern.compile("[,$]|\\.$");
    private static final String MARK = "#### ";

    private Gsm8k() {}

    /** Returns the first number after {@code ####}. */
    static Optional<String> strict(String output) {
        Matcher found = STRICT.matcher(output);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Returns the last number. */
    static Optional<String> flexible(String output) {
        Matcher found = FLEXIBLE.matcher(output);
        Optional<String> last = Optional.empty();
        while (found.find()) {
            last = Optional.of(found.group());
        }
        return last;
    }

    static boolean matches(String given, List<String> references) {
        String number = normalized(given);
        return references.stream().map(Gsm8k::normalized).anyMatch(number::equals);
    }

    private static String normalized(String text) {
        int mark = text.lastIndexOf(MARK);
        String number = mark < 0 ? text : text.substring(mark + MARK.length());
        return IGNORED.matcher(number.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
