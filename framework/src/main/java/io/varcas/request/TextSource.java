package io.varcas.request;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of the sentences of a text. Each is a few pieces, and ends with punctuation. */
public enum TextSource {
    /** Plain sentences about many things. */
    CORPUS("corpus.txt", " "),
    /** Requests of people: templates whose gaps are filled. */
    REQUESTS("requests.txt", " "),
    /** Lines of code whose gaps are filled. */
    CODE("code.txt", "\n");

    private static final Pattern GAP = Pattern.compile("\\{[a-z]+}");

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list: List.copyOf
    private final List<String> sentences;

    private final String before;

    TextSource(String resource, String before) {
        this.sentences = List.copyOf(Vocabulary.lines(resource));
        this.before = before;
    }

    /** Draws a sentence, as pieces in their order. */
    List<String> draw(RandomGenerator random) {
        return pieces(sentences.get(random.nextInt(sentences.size())), random);
    }

    /** Counts every piece that a text may consist of, so that nothing is left to count later. */
    void prepare(TokenCosts costs) {
        RandomGenerator any = Seed.of(0).generator();
        costs.prepare(sentences.stream()
                .flatMap(sentence -> pieces(sentence, any).stream())
                .toList());
    }

    private List<String> pieces(String line, RandomGenerator random) {
        String sentence = before + line;
        List<String> pieces = new ArrayList<>();
        Matcher gap = GAP.matcher(sentence);
        int from = 0;
        while (gap.find()) {
            if (gap.start() - 1 > from) {
                pieces.add(sentence.substring(from, gap.start() - 1));
            }
            // the blank before a gap belongs to the word that fills it
            pieces.add(" " + Vocabulary.WORDS.get(random.nextInt(Vocabulary.WORDS.size())));
            from = gap.end();
        }
        if (from < sentence.length()) {
            pieces.add(sentence.substring(from));
        }
        return pieces;
    }
}
