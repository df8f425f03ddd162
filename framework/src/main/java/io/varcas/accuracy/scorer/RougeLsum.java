package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * ROUGE-Lsum: as {@link RougeL}, line by line. Each line of the reference counts the words that are in a longest common subsequence
 * with any line of the output; no word counts more often than it is in both texts.
 *
 * <p>Source: {@code rouge_score} 0.1.2 of google-research, {@code rougeLsum} with {@code use_stemmer=False, split_summaries=False}.
 */
public final class RougeLsum implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.ROUGE_LSUM;
    }

    @Override
    public double score(String output, List<String> references) {
        return RougeText.best(references, reference -> score(output, reference));
    }

    private static double score(String output, String reference) {
        Vocabulary vocabulary = new Vocabulary();
        int[][] given = lines(output, vocabulary);
        int[][] wanted = lines(reference, vocabulary);
        int[] leftGiven = counts(given, vocabulary.size());
        int[] leftWanted = counts(wanted, vocabulary.size());
        int matches = 0;
        for (int[] line : wanted) {
            BitSet union = new BitSet();
            for (int[] other : given) {
                mark(line, other, union);
            }
            for (int i = union.nextSetBit(0); i >= 0; i = union.nextSetBit(i + 1)) {
                int word = line[i];
                if (leftGiven[word] > 0 && leftWanted[word] > 0) {
                    matches++;
                    leftGiven[word]--;
                    leftWanted[word]--;
                }
            }
        }
        return RougeText.fMeasure(matches, size(given), size(wanted));
    }

    /** Marks the places of one longest common subsequence: of several, the one that {@code rouge_score} takes. */
    private static void mark(int[] line, int[] other, BitSet places) {
        int[][] lengths = new int[line.length + 1][other.length + 1];
        for (int i = 1; i <= line.length; i++) {
            for (int j = 1; j <= other.length; j++) {
                lengths[i][j] = line[i - 1] == other[j - 1]
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        int i = line.length;
        int j = other.length;
        while (i > 0 && j > 0) {
            if (line[i - 1] == other[j - 1]) {
                places.set(i - 1);
                i--;
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
    }

    private static int[][] lines(String text, Vocabulary vocabulary) {
        return Arrays.stream(text.split("\n"))
                .map(line -> vocabulary.numbers(RougeText.words(line)))
                .toArray(int[][]::new);
    }

    private static int[] counts(int[][] lines, int words) {
        int[] counts = new int[words];
        for (int[] line : lines) {
            for (int word : line) {
                counts[word]++;
            }
        }
        return counts;
    }

    private static int size(int[][] lines) {
        return Arrays.stream(lines).mapToInt(line -> line.length).sum();
    }
}
