package io.varcas.accuracy;

import io.varcas.annotation.GroundTruth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * ROUGE-L: the F-measure (precision and recall weighted alike) of the longest common subsequence of words. Texts are
 * lower-cased and everything but {@code a-z0-9} separates words, so a text in another script has no words and scores 0. Of
 * several references the best counts.
 *
 * <p>Source: {@code rouge_score} of google-research, {@code rougeL} with {@code use_stemmer=False}. There is no stemming and no
 * splitting into sentences, so the figures are not those of MLPerf's script, which does both.
 */
public final class RougeL implements Scorer {

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]+");

    @Override
    public String name() {
        return GroundTruth.ROUGE_L;
    }

    @Override
    public double score(String answer, List<String> references) {
        String[] given = words(answer);
        return references.stream()
                .mapToDouble(reference -> fMeasure(given, words(reference)))
                .max()
                .orElseThrow();
    }

    private static String[] words(String text) {
        return SEPARATOR
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    /** {@code 2PR / (P + R)} with {@code P = LCS/|given|} and {@code R = LCS/|wanted|} is {@code 2 LCS / (|given| + |wanted|)}. */
    private static double fMeasure(String[] given, String[] wanted) {
        int words = given.length + wanted.length;
        return words == 0 ? 0 : 2.0 * longestCommonSubsequence(given, wanted) / words;
    }

    private static int longestCommonSubsequence(String[] a, String[] b) {
        int[] above = new int[b.length + 1];
        for (String word : a) {
            int[] row = new int[b.length + 1];
            for (int j = 1; j <= b.length; j++) {
                row[j] = word.equals(b[j - 1]) ? above[j - 1] + 1 : Math.max(above[j], row[j - 1]);
            }
            above = row;
        }
        return above[b.length];
    }
}
