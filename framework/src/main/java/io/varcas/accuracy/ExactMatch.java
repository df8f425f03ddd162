package io.varcas.accuracy;

import io.varcas.annotation.GroundTruth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Exact match as SQuAD's evaluation defines it: both texts are lower-cased, ASCII punctuation is deleted, the words
 * {@code a an the} are removed, spaces are collapsed; then they are equal (1) or not (0). Of several references the
 * best counts.
 *
 * <p>Source: the SQuAD v1.1 evaluation script, {@code normalize_answer} (Rajpurkar et al. 2016).
 */
public final class ExactMatch implements Scorer {

    /** Python's {@code string.punctuation}. */
    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");

    private static final Pattern ARTICLE = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public String name() {
        return GroundTruth.EXACT_MATCH;
    }

    @Override
    public double score(String answer, List<String> references) {
        String given = normalize(answer);
        return references.stream().map(ExactMatch::normalize).anyMatch(given::equals) ? 1 : 0;
    }

    private static String normalize(String text) {
        String letters = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        String words = ARTICLE.matcher(letters).replaceAll(" ");
        return BLANKS.matcher(words).replaceAll(" ").strip();
    }
}
