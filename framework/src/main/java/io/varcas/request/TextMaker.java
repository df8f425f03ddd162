package io.varcas.request;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates texts of a given number of tokens. Each has a unique prefix, so that a prefix cache has no hit unless the
 * plan shares prefixes.
 *
 * <p>The first three words spell the number of the text in base 512, scrambled by the seed; the rest is drawn. So texts
 * differ from their beginning on for the first 134 million; those of two words for the first 262,144.
 */
public final class TextMaker {

    private static final int NUMBER_WORDS = 3;
    private static final int WORD_COUNT = 1 << Vocabulary.BITS;
    private static final long MASK = (1L << (Vocabulary.BITS * NUMBER_WORDS)) - 1;
    private static final long ODD =
            0x9E3779B97F4A7C15L; // multiplying by an odd number permutes the numbers below a power of two

    /** Attempts to find a sentence that fits, before single words fill the rest. */
    private static final int TRIES = 6;

    private static final String FULL_STOP = ".";

    private final TokenCosts costs;
    private final long offset;
    private final int[] wordCosts;
    private final int[] singles;

    /**
     * Creates a maker.
     *
     * @param costs what pieces of text cost
     * @param seed root of chance
     */
    public TextMaker(TokenCosts costs, Seed seed) {
        this.costs = costs;
        offset = seed.derive("unique text").value();
        wordCosts =
                Vocabulary.WORDS.stream().mapToInt(word -> costs.of(" " + word)).toArray();
        int[] cheap =
                IntStream.range(0, WORD_COUNT).filter(i -> wordCosts[i] == 1).toArray();
        singles = cheap.length == 0 ? new int[] {0} : cheap;
    }

    /**
     * Counts all that texts of a source may consist of now, instead of when they are made.
     *
     * @param source the source of the texts
     */
    public void prepare(TextSource source) {
        costs.of(FULL_STOP);
        source.prepare(costs);
    }

    /**
     * Returns words without sense.
     *
     * @param number of the text
     * @param tokens wanted length, at least 1
     * @param random chance of the text
     */
    public MeasuredText words(long number, int tokens, RandomGenerator random) {
        Draft draft = new Draft(tokens);
        draft.open(number, tokens);
        draft.fill(tokens, random);
        return draft.done();
    }

    /**
     * Returns words that are the same for every text, however long: a longer one begins with the shorter ones.
     *
     * @param tokens wanted length, at least 1
     * @param random chance of the beginning, at its start
     */
    public MeasuredText beginning(int tokens, RandomGenerator random) {
        Draft draft = new Draft(tokens);
        while (draft.tokens < tokens) {
            draft.word(singles[random.nextInt(singles.length)]);
        }
        return draft.done();
    }

    /**
     * Returns sentences after an opening of words that make the text unique and its length right.
     *
     * @param number of the text
     * @param tokens wanted length, at least 1
     * @param source where the sentences come from
     * @param random chance of the text
     */
    public MeasuredText sentences(long number, int tokens, TextSource source, RandomGenerator random) {
        int stop = costs.of(FULL_STOP);
        int room = tokens - NUMBER_WORDS * 2 - stop;
        List<String> pieces = new ArrayList<>();
        for (int tries = 0; tries < TRIES && room > 0; ) {
            List<String> sentence = source.draw(random);
            int cost = sentence.stream().mapToInt(costs::of).sum();
            if (cost <= room) {
                pieces.addAll(sentence);
                room -= cost;
            } else {
                tries++;
            }
        }
        if (pieces.isEmpty()) {
            return words(number, tokens, random);
        }
        int rest = pieces.stream().mapToInt(costs::of).sum() + stop;
        Draft draft = new Draft(tokens);
        draft.open(number, tokens - rest);
        draft.fill(tokens - rest, random);
        draft.add(FULL_STOP);
        pieces.forEach(draft::add);
        return draft.done();
    }

    private final class Draft {

        private static final int LETTERS_PER_TOKEN = 6;

        private final StringBuilder text;
        private int tokens;

        Draft(int expected) {
            text = new StringBuilder(expected * LETTERS_PER_TOKEN);
        }

        /** Spells the number, in as many words as there is room for. */
        void open(long number, int wanted) {
            long scrambled = (number * ODD + offset) & MASK;
            for (int i = 0; i < NUMBER_WORDS; i++) {
                int word = (int) (scrambled >>> (Vocabulary.BITS * i)) & (WORD_COUNT - 1);
                if (i == 0 || tokens + wordCosts[word] <= wanted) {
                    word(word);
                }
            }
        }

        void fill(int wanted, RandomGenerator random) {
            while (tokens < wanted) {
                int word = random.nextInt(WORD_COUNT);
                word(tokens + wordCosts[word] <= wanted ? word : singles[word % singles.length]);
            }
        }

        void word(int word) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(Vocabulary.WORDS.get(word));
            tokens += wordCosts[word];
        }

        void add(String piece) {
            text.append(piece);
            tokens += costs.of(piece);
        }

        MeasuredText done() {
            return new MeasuredText(text.toString(), tokens);
        }
    }
}
