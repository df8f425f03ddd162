package io.varcas.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as other programs write it. Python writes {@code NaN}, {@code Infinity} and {@code -Infinity} as bare words, which JSON does not
 * have: they are read as the numbers they mean, and it is for the reader of a field to say whether such a number has a place there.
 */
public final class LenientJson {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate [\\w ]+? (['\"])(.*)\\1");

    private static final Pattern CONTROL =
            Pattern.compile("Illegal (?:unquoted )?character \\(\\(CTRL-CHAR, code (\\d+)\\)\\)");

    private LenientJson() {}

    /** Returns a factory of parsers that read bare {@code NaN} and {@code Infinity}. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /** Returns the place of a fault as ", line 3" for a message; empty text if the parser does not know it, as with limits. */
    public static String place(JsonProcessingException fault) {
        JsonLocation location = fault.getLocation();
        return location == null ? "" : ", line " + location.getLineNr();
    }

    /** Describes a JSON syntax error without naming features or limits of the parser. */
    public static String fault(JsonProcessingException fault) {
        String text = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof StreamConstraintsException) {
            return limit(text.toLowerCase(Locale.ROOT));
        }
        if (fault instanceof JsonEOFException) {
            return "it ends before it is complete";
        }
        if (isEncoding(fault)) {
            return "it is not UTF-8";
        }
        if (text.startsWith("Trailing token")) {
            return "something follows its end";
        }
        Matcher twice = DUPLICATE.matcher(text);
        if (twice.lookingAt()) {
            return "\"" + twice.group(2) + "\" is there twice";
        }
        Matcher control = CONTROL.matcher(text);
        if (control.lookingAt()) {
            return "it has a control character (code " + control.group(1) + ")";
        }
        return text.replaceFirst("(?s)\\s*\\(?(?:start marker )?at \\[Source.*", "")
                .replaceFirst("(?s): (?:maybe a \\(non-standard\\)|enable `).*", "")
                .replaceAll("`[^`]*`", "it")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Returns whether a text is no JSON because a byte of it is not of its encoding. */
    public static boolean isEncoding(JsonProcessingException fault) {
        String text = String.valueOf(fault.getOriginalMessage());
        return text.contains("UTF-8") || text.contains("UTF-32");
    }

    private static String limit(String text) {
        if (text.contains("depth") || text.contains("nesting")) {
            return "it is nested deeper than 1,000 levels";
        }
        if (text.contains("number")) {
            return "it has a number of more than 1,000 digits";
        }
        return text.contains("name")
                ? "it has a name longer than 50,000 characters"
                : "it has a text longer than 20,000,000 characters";
    }
}
