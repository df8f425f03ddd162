package io.varcas.accuracy.scorer;

import io.varcas.accuracy.CorpusScorer;
import io.varcas.annotation.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * BLEU with sacrebleu's defaults: words of its tokenizer {@code 13a}, n-grams up to order 4, exponential smoothing, brevity penalty
 * against the nearest length of a reference. An item has sacrebleu's {@code sentence_bleu} (effective order); the corpus score comes
 * from the summed counts, and is not the mean of the items.
 *
 * <p>Source: sacrebleu 2.6.0, {@code BLEU} and {@code Tokenizer13a} (Post, A Call for Clarity in Reporting BLEU Scores, WMT 2018).
 */
public final class Bleu implements CorpusScorer {

    private static final int ORDERS = 4;
    private static final int LENGTHS = 2;
    private static final Pattern SYMBOLS = Pattern.compile("([\\{-~\\[-` -&\\(-\\+:-@/])");
    private static final Pattern AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");

    @Override
    public String name() {
        return GroundTruth.BLEU;
    }

    @Override
    public String signature(int references) {
        return "nrefs:" + (references == VARYING ? "var" : references)
                + "|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0";
    }

    @Override
    public double score(String output, List<String> references) {
        return bleu(counts(output, references), true);
    }

    @Override
    public double corpusScore(double[] counts) {
        return bleu(counts, false);
    }

    /** Returns the lengths of output and reference, then matches of each order, then n-grams of each order in the output. */
    @Override
    public double[] counts(String output, List<String> references) {
        Vocabulary vocabulary = new Vocabulary();
        int[][] texts = new int[references.size() + 1][];
        texts[0] = vocabulary.numbers(words(output));
        for (int i = 1; i < texts.length; i++) {
            texts[i] = vocabulary.numbers(words(references.get(i - 1)));
        }
        double[] counts = new double[LENGTHS + 2 * ORDERS];
        counts[0] = texts[0].length;
        counts[1] = nearestLength(texts);
        Ngrams ngrams = new Ngrams(vocabulary.size(), texts);
        for (int n = 0; n < ORDERS; n++) {
            if (n > 0) {
                ngrams.lengthen();
            }
            counts[LENGTHS + n] = matches(ngrams, references.size());
            counts[LENGTHS + ORDERS + n] = ngrams.size(0);
        }
        return counts;
    }

    private static int matches(Ngrams ngrams, int references) {
        int[] given = ngrams.counts(0);
        int[] most = new int[given.length];
        for (int reference = 1; reference <= references; reference++) {
            int[] wanted = ngrams.counts(reference);
            Arrays.setAll(most, i -> Math.max(most[i], wanted[i]));
        }
        int matches = 0;
        for (int i = 0; i < given.length; i++) {
            matches += Math.min(given[i], most[i]);
        }
        return matches;
    }

    private static int nearestLength(int[][] texts) {
        int nearest = texts[1].length;
        for (int i = 2; i < texts.length; i++) {
            int distance = Math.abs(texts[i].length - texts[0].length);
            int best = Math.abs(nearest - texts[0].length);
            if (distance < best || (distance == best && texts[i].length < nearest)) {
                nearest = texts[i].length;
            }
        }
        return nearest;
    }

    private static double bleu(double[] counts, boolean effectiveOrder) {
        double given = counts[0];
        double wanted = counts[1];
        double logarithms = 0;
        double halving = 1;
        int order = ORDERS;
        boolean any = false;
        for (int n = 0; n < ORDERS; n++) {
            double matches = counts[LENGTHS + n];
            double all = counts[LENGTHS + ORDERS + n];
            any |= matches > 0;
            if (all == 0) {
                if (!effectiveOrder) {
                    return 0; // an order without n-grams has precision 0
                }
                order = n;
                break;
            }
            if (matches == 0) {
                halving *= 2;
            }
            logarithms += Math.log(matches == 0 ? 1 / (halving * all) : matches / all);
        }
        if (!any) {
            return 0;
        }
        double brevity = given < wanted ? Math.exp(1 - wanted / given) : 1;
        return Math.min(1, brevity * Math.exp(logarithms / order)); // rounding can exceed 1
    }

    /** Source: sacrebleu 2.6.0, {@code Tokenizer13a}, equivalent to {@code mteval-v13a}. */
    private static List<String> words(String text) {
        String line = Whitespace.stripTrailing(text)
                .replace("<skipped>", "")
                .replace("-\n", "")
                .replace('\n', ' ')
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        line = SYMBOLS.matcher(" " + line + " ").replaceAll(" $1 ");
        line = AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
        line = BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
        line = DASH.matcher(line).replaceAll("$1 $2 ");
        return new ArrayList<>(Whitespace.split(line));
    }
}
