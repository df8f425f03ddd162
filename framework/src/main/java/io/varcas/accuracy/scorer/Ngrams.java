package io.varcas.accuracy.scorer;

import java.util.Arrays;

/**
 * The n-grams of several sequences, of one order after the other. Equal n-grams have the same number in all sequences. The number of
 * an n-gram follows from that of its first n-1 tokens and that of its last token, so that an order costs one look-up for each n-gram,
 * whatever its length.
 */
final class Ngrams {

    private final int[][] tokens;
    private final int[][] numbers;
    private int order = 1;
    private int distinct;

    /**
     * Begins with order 1.
     *
     * @param distinct all tokens are below this
     * @param tokens the sequences
     */
    Ngrams(int distinct, int[]... tokens) {
        this.tokens = tokens;
        this.numbers = new int[tokens.length][];
        this.distinct = distinct;
        for (int s = 0; s < tokens.length; s++) {
            numbers[s] = tokens[s].clone();
        }
    }

    /** Goes on to the n-grams that are one token longer. */
    void lengthen() {
        LongNumbers known = new LongNumbers(Arrays.stream(tokens)
                .mapToInt(sequence -> Math.max(0, sequence.length - order))
                .sum());
        for (int s = 0; s < tokens.length; s++) {
            int count = Math.max(0, tokens[s].length - order);
            for (int i = 0; i < count; i++) {
                numbers[s][i] = known.of(((long) numbers[s][i] << Integer.SIZE) | tokens[s][i + order]);
            }
        }
        order++;
        distinct = known.size();
    }

    /** Returns how many n-grams a sequence has. */
    int size(int sequence) {
        return Math.max(0, tokens[sequence].length - order + 1);
    }

    /** Returns how often each n-gram is in a sequence, by its number. */
    int[] counts(int sequence) {
        int[] counts = new int[distinct];
        for (int i = 0; i < size(sequence); i++) {
            counts[numbers[sequence][i]]++;
        }
        return counts;
    }

    /** Returns how many n-grams two sequences share, each at most as often as it is in both. */
    int matches(int first, int second) {
        int[] left = counts(second);
        int matches = 0;
        for (int i = 0; i < size(first); i++) {
            if (--left[numbers[first][i]] >= 0) {
                matches++;
            }
        }
        return matches;
    }
}
