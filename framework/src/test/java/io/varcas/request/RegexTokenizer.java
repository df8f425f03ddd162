package io.varcas.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tokenizer of the usual kind: text falls apart at blanks and line breaks, line breaks stick to the punctuation before them, and
 * what is left is cut into pieces of six letters.
 */
public final class RegexTokenizer implements TokenCounter {

    private static final Pattern PIECE = Pattern.compile(" ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+\\n*|\\s+");
    private static final int LETTERS = 6;

    @Override
    public int count(String text) {
        int tokens = 1; // the beginning of a text is a token of its own
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            int letters = pieces.group().strip().length();
            tokens += Math.max(1, (letters + LETTERS - 1) / LETTERS);
        }
        return tokens;
    }
}
