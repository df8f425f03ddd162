package io.varcas.accuracy.scorer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * SQuAD's normalisation: lower case, ASCII punctuation deleted, the words {@code a an the} removed, spaces collapsed.
 *
 * <p>Source: the SQuAD v1.1 evaluation script, {@code normalize_answer} (Rajpurkar et al. 2016).
 */
final class SquadText {

    /** Python's {@code string.punctuation}. */
    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");

    /** Python's word boundary: combining marks belong to no word. */
    private static final Pattern ARTICLE = Pattern.compile("(?<![\\p{L}\\p{N}_])(?:a|an|the)(?![\\p{L}\\p{N}_])");

    private SquadText() {}

    /** Returns the words that remain. */
    static List<String> words(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Whitespace.split(ARTICLE.matcher(bare).replaceAll(" "));
    }
}
