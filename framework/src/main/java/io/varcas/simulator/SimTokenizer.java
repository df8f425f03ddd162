package io.varcas.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokenizer of the simulated model: pure arithmetic, so that it needs no vocabulary file, gives the same ids
 * everywhere and can be undone. English comes to about 1.4 tokens a word, near what real tokenizers make of it.
 *
 * <p>A token is either up to six characters {@code a-z} with or without a space before them, or up to three bytes of
 * anything else (UTF-8; a character is not cut unless it is longer than that). Two more ids, the markers of the chat
 * template, stand for no plain text.
 */
final class SimTokenizer {

    private static final int LONGEST_WORD = 6;
    private static final int LONGEST_RAW = 3;
    private static final int LETTERS = 26;
    private static final int RAW_2 = 1 << 8;
    private static final int RAW_3 = RAW_2 + (1 << 16);
    private static final int WORDS = RAW_3 + (1 << 24);
    private static final int WORD_COUNT = wordsShorterThan(LONGEST_WORD + 1);
    private static final int SPACED_WORDS = WORDS + WORD_COUNT;

    /** Begins a message of the chat template. */
    static final int MESSAGE_START = SPACED_WORDS + WORD_COUNT;

    /** Ends a message of the chat template, and a response. */
    static final int MESSAGE_END = MESSAGE_START + 1;

    /** Number of ids; every number from 0 below it is one. */
    static final int VOCABULARY = MESSAGE_END + 1;

    private SimTokenizer() {}

    /** Returns the tokens of a text. */
    static int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        int count = 0;
        int at = 0;
        while (at < bytes.length) {
            boolean spaced = bytes[at] == ' ' && isLetter(bytes, at + 1);
            int start = spaced ? at + 1 : at;
            int end = start;
            if (isLetter(bytes, start)) {
                while (end - start < LONGEST_WORD && isLetter(bytes, end)) {
                    end++;
                }
                tokens[count++] = (spaced ? SPACED_WORDS : WORDS) + wordIndex(bytes, start, end);
            } else {
                end = rawEnd(bytes, at);
                tokens[count++] = raw(bytes, at, end);
            }
            at = end;
        }
        return Arrays.copyOf(tokens, count);
    }

    /**
     * Returns the text of tokens; the markers are written out. What is not UTF-8 becomes the replacement character.
     *
     * @throws IllegalArgumentException if an id is none
     */
    static String decode(int... tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.length * 4);
        for (int token : tokens) {
            bytes.writeBytes(bytes(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Returns the bytes a token stands for.
     *
     * @throws IllegalArgumentException if the id is none
     */
    static byte[] bytes(int token) {
        if (token < 0 || token >= VOCABULARY) {
            throw new IllegalArgumentException("Token id " + token + " is out of vocabulary");
        }
        if (token >= MESSAGE_START) {
            String marker = token == MESSAGE_START ? "<|im_start|>" : "<|im_end|>";
            return marker.getBytes(StandardCharsets.US_ASCII);
        }
        if (token >= WORDS) {
            boolean spaced = token >= SPACED_WORDS;
            return word(token - (spaced ? SPACED_WORDS : WORDS), spaced);
        }
        if (token >= RAW_3) {
            return new byte[] {(byte) ((token - RAW_3) >> 16), (byte) ((token - RAW_3) >> 8), (byte) (token - RAW_3)};
        }
        return token >= RAW_2
                ? new byte[] {(byte) ((token - RAW_2) >> 8), (byte) (token - RAW_2)}
                : new byte[] {(byte) token};
    }

    private static int raw(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return switch (to - from) {
            case 1 -> value;
            case 2 -> RAW_2 + value;
            default -> RAW_3 + value;
        };
    }

    private static int rawEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && (end == from || !beginsWord(bytes, end))) {
            int next = end + letterLength(bytes[end]);
            if (next - from > LONGEST_RAW) {
                return end == from ? Math.min(from + LONGEST_RAW, bytes.length) : end;
            }
            end = Math.min(next, bytes.length);
        }
        return end;
    }

    private static int letterLength(byte first) {
        int bits = first & 0xff;
        if (bits < 0xc0) {
            return 1; // ASCII, or what is left of a letter that was cut
        }
        return bits < 0xe0 ? 2 : bits < 0xf0 ? 3 : 4;
    }

    private static boolean beginsWord(byte[] bytes, int at) {
        return isLetter(bytes, at) || (bytes[at] == ' ' && isLetter(bytes, at + 1));
    }

    private static boolean isLetter(byte[] bytes, int at) {
        return at < bytes.length && bytes[at] >= 'a' && bytes[at] <= 'z';
    }

    private static int wordIndex(byte[] bytes, int from, int to) {
        int index = 0;
        for (int i = from; i < to; i++) {
            index = index * LETTERS + bytes[i] - 'a';
        }
        return wordsShorterThan(to - from) + index;
    }

    private static byte[] word(int number, boolean spaced) {
        int length = 1;
        while (number >= wordsShorterThan(length + 1)) {
            length++;
        }
        int index = number - wordsShorterThan(length);
        byte[] bytes = new byte[length + (spaced ? 1 : 0)];
        for (int i = bytes.length - 1; i >= (spaced ? 1 : 0); i--) {
            bytes[i] = (byte) ('a' + index % LETTERS);
            index /= LETTERS;
        }
        if (spaced) {
            bytes[0] = ' ';
        }
        return bytes;
    }

    /** {@code 26 + 26^2 + ...} over the lengths below the given one. */
    private static int wordsShorterThan(int length) {
        int sum = 0;
        int power = 1;
        for (int i = 1; i < length; i++) {
            power *= LETTERS;
            sum += power;
        }
        return sum;
    }
}
