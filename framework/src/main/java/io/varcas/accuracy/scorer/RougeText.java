package io.varcas.accuracy.scorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * ROUGE's words, and its mean. Texts are lower-cased and everything but {@code a-z0-9} separates words, so a text in another script
 * has no words and scores 0.
 *
 * <p>Source: {@code rouge_score} 0.1.2 of google-research with {@code use_stemmer=False}. There is no stemming and no splitting into
 * sentences, so the figures are not those of MLPerf's script, which does both.
 */
final class RougeText {

    private RougeText() {}

    static List<String> words(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean inside = i < lower.length() && isWord(lower.charAt(i));
            if (inside && from < 0) {
                from = i;
            } else if (!inside && from >= 0) {
                words.add(lower.substring(from, i));
                from = -1;
            }
        }
        return words;
    }

    /** Returns the best score of several references. */
    static double best(List<String> references, ToDoubleFunction<String> score) {
        return references.stream().mapToDouble(score).max().orElseThrow();
    }

    /** Returns {@code 2PR / (P + R)} with {@code P = matches/given} and {@code R = matches/wanted}. */
    static double fMeasure(int matches, int given, int wanted) {
        return matches == 0 ? 0 : 2.0 * matches / (given + wanted);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
