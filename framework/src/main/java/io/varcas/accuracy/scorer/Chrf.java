package io.varcas.accuracy.scorer;

import io.varcas.accuracy.CorpusScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * chrF with sacrebleu's defaults: character n-grams of orders 1 to 6 without whitespace, no words (chrF, not chrF++), recall weighted
 * with beta 2, averaged over the orders that both texts have. Of several references the best counts. The corpus score comes from the
 * summed counts, and is not the mean of the items.
 *
 * <p>Source: sacrebleu 2.6.0, {@code CHRF} (Popović, WMT 2015).
 */
public final class Chrf implements CorpusScorer {

    private static final int ORDERS = 6;
    private static final int COUNTS = 3;
    private static final double BETA_SQUARED = 4;

    @Override
    public String name() {
        return GroundTruth.CHRF;
    }

    @Override
    public String signature(int references) {
        return "nrefs:" + (references == VARYING ? "var" : references)
                + "|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0";
    }

    @Override
    public double score(String output, List<String> references) {
        return corpusScore(counts(output, references));
    }

    /** Returns for each order the n-grams of the output, those of the best reference, and those that both share. */
    @Override
    public double[] counts(String output, List<String> references) {
        int[] given = characters(output);
        double[] best = new double[0];
        double highest = -1;
        for (String reference : references) {
            double[] counts = counts(given, characters(reference));
            double score = corpusScore(counts);
            if (score > highest) {
                highest = score;
                best = counts;
            }
        }
        return best;
    }

    @Override
    public double corpusScore(double[] counts) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int n = 0; n < ORDERS; n++) {
            double given = counts[COUNTS * n];
            double wanted = counts[COUNTS * n + 1];
            if (given > 0 && wanted > 0) {
                precision += counts[COUNTS * n + 2] / given;
                recall += counts[COUNTS * n + 2] / wanted;
                orders++;
            }
        }
        if (precision + recall == 0) {
            return 0;
        }
        precision /= orders;
        recall /= orders;
        return Math.min(1, (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall));
    }

    private static double[] counts(int[] given, int[] wanted) {
        LongNumbers alphabet = new LongNumbers(given.length + wanted.length);
        Ngrams ngrams = new Ngrams(given.length + wanted.length, dense(given, alphabet), dense(wanted, alphabet));
        double[] counts = new double[COUNTS * ORDERS];
        for (int n = 0; n < ORDERS; n++) {
            if (n > 0) {
                ngrams.lengthen();
            }
            counts[COUNTS * n] = ngrams.size(1) == 0 ? 0 : ngrams.size(0);
            counts[COUNTS * n + 1] = ngrams.size(1);
            counts[COUNTS * n + 2] = ngrams.matches(0, 1);
        }
        return counts;
    }

    private static int[] dense(int[] characters, LongNumbers alphabet) {
        int[] numbers = new int[characters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = alphabet.of(characters[i]);
        }
        return numbers;
    }

    private static int[] characters(String text) {
        return text.codePoints().filter(c -> !Whitespace.is(c)).toArray();
    }
}
