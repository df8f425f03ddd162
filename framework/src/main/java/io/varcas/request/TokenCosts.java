package io.varcas.request;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Token counts of pieces of text. A text is put together from few kinds of pieces (words, sentences, lines), so that
 * each has to be counted only once; tokenizers split text at spaces and line breaks before all else, which makes the
 * cost of a text the sum of its pieces' costs. Whether that holds for a tokenizer must be checked on whole texts. Any
 * thread may ask.
 */
public final class TokenCosts {

    /** Longest that common words are counted: one call does for a tokenizer that has each as a token, and 1,023 for one that has none. */
    private static final long PRIMING_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Characters of English text per token (OpenAI's rule of thumb, 2023). */
    private static final double LETTERS_PER_TOKEN = 4;

    /** Counts under way at once: enough to hide a network, too few to burden a server. */
    private static final int AT_ONCE = 8;

    /** Words that one token stands for at most: a count that hardly grows with the text is no count. */
    private static final int MOST_WORDS_PER_TOKEN = 4;

    /** Tokens by which the text before a piece may be cut otherwise because of it. */
    private static final int TOKENS_AT_A_SEAM = 4;

    private static final String AFTER_BLANK = "word.";
    private static final String AFTER_BREAK = "word;";
    private static final String AFTER_LETTER = "word";

    private final Optional<TokenCounter> counter;
    private final Map<String, Integer> costs = new ConcurrentHashMap<>();

    private TokenCosts(Optional<TokenCounter> counter) {
        this.counter = counter;
    }

    /**
     * Returns costs by rule of thumb: a word of small characters is one token, any other piece one for each four
     * characters.
     */
    public static TokenCosts estimated() {
        return new TokenCosts(Optional.empty());
    }

    /**
     * Returns costs from a counter; the common words are counted immediately.
     *
     * @throws IOException if the counter does not count
     */
    public static TokenCosts counted(TokenCounter counter) throws IOException {
        TokenCosts costs = new TokenCosts(Optional.of(counter));
        costs.prime(counter, Vocabulary.WORDS, System.nanoTime() + PRIMING_NANOS);
        return costs;
    }

    /** Returns true if the costs were counted by a tokenizer. */
    public boolean isCounted() {
        return counter.isPresent();
    }

    /**
     * Returns the cost of a piece after other text.
     *
     * @param piece text that begins with a space, a line break or punctuation
     * @throws TokenCountException if it cannot be counted any more
     */
    public int of(String piece) {
        Integer cost = costs.get(piece);
        if (cost == null) {
            cost = measure(piece);
            costs.put(piece, cost);
        }
        return cost;
    }

    /**
     * Counts pieces, several at a time: a server far away takes its time for each.
     *
     * @throws TokenCountException if one cannot be counted
     */
    void prepare(Collection<String> pieces) {
        if (counter.isEmpty()) {
            return;
        }
        ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE, TokenCosts::lane);
        try {
            List<Callable<Integer>> counts = new ArrayList<>();
            new LinkedHashSet<>(pieces).forEach(piece -> counts.add(() -> of(piece)));
            for (Future<Integer> counted : lanes.invokeAll(counts)) {
                counted.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TokenCountException(new InterruptedIOException("interrupted"));
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof TokenCountException known
                    ? known
                    : new IllegalStateException(broken.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private static Thread lane(Runnable work) {
        Thread thread = new Thread(work, "varcas-tokens");
        thread.setDaemon(true);
        return thread;
    }

    private int measure(String piece) {
        if (counter.isEmpty()) {
            return estimate(piece);
        }
        String before = switch (piece.charAt(0)) {
            case ' ' -> AFTER_BLANK;
            case '\n' -> AFTER_BREAK;
            default -> AFTER_LETTER;
        };
        try {
            int cost = counter.get().count(before + piece) - alone(before);
            boolean words =
                    Character.isWhitespace(piece.charAt(0)) && piece.chars().anyMatch(Character::isLetter);
            if (cost < (words ? 1 : 0) || cost > bytes(piece) + TOKENS_AT_A_SEAM) {
                throw implausible(cost, piece);
            }
            return cost;
        } catch (IOException broken) {
            throw new TokenCountException(broken);
        }
    }

    private int alone(String text) throws IOException {
        Integer known = costs.get(text);
        if (known == null) {
            known = counter.orElseThrow().count(text);
            costs.put(text, known);
        }
        return known;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static IOException implausible(int cost, String text) {
        return new IOException(
                "the tokenizer counts " + cost + " more tokens for " + bytes(text) + " more bytes of text");
    }

    private static int estimate(String piece) {
        String bare = piece.strip();
        boolean word = !bare.isEmpty() && bare.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return word ? 1 : (int) Math.max(1, Math.round(piece.length() / LETTERS_PER_TOKEN));
    }

    /** Counts many words together; only where they do not come to one token each are they looked at in halves, until it is time. */
    private void prime(TokenCounter tokens, List<String> words, long deadline) throws IOException {
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
            throw new IOException("counting the common words took more than 20 s, or was to stop");
        }
        StringBuilder text = new StringBuilder(AFTER_BLANK);
        words.forEach(word -> text.append(' ').append(word));
        int cost = tokens.count(text.toString()) - alone(AFTER_BLANK);
        if (cost < Math.max(1, words.size() / MOST_WORDS_PER_TOKEN) || cost > bytes(text.toString())) {
            throw implausible(cost, text.substring(AFTER_BLANK.length()));
        }
        if (cost == words.size() || words.size() == 1) {
            words.forEach(word -> costs.put(" " + word, cost / words.size()));
        } else {
            prime(tokens, words.subList(0, words.size() / 2), deadline);
            prime(tokens, words.subList(words.size() / 2, words.size()), deadline);
        }
    }
}
