package io.varcas.setting.type;

import io.varcas.validation.UsageException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that a user wrote on the command line. */
public final class RegularExpression {

    /** The JDK takes time that grows with the square of the length: 20 s for 100,000 characters. */
    private static final int LONGEST = 1_000;

    private RegularExpression() {}

    /**
     * Compiles an expression.
     *
     * @param expression at most 1,000 characters
     * @throws UsageException if it is longer or no regular expression
     */
    public static Pattern of(String expression) {
        if (expression.length() > LONGEST) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "\"%s\" is longer than a regular expression may be (%,d characters; limit %,d)",
                    expression,
                    expression.length(),
                    LONGEST));
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException fault) {
            throw new UsageException("\"" + expression + "\" is not a regular expression: " + fault.getDescription());
        }
    }
}
