package io.varcas.prediction;

import io.varcas.engine.BlockHashes;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.util.Arrays;

/**
 * A text cut into words, numbers and signs, which stand for tokens where nobody has a tokenizer: enough to see how far two texts begin
 * alike.
 */
final class TextPieces {

    private static final int LONGEST_SIGNS = 3;

    private final int[] upTo; // a hash of all pieces up to each
    private final long letters;

    private TextPieces(int[] upTo, long letters) {
        this.upTo = upTo;
        this.letters = letters;
    }

    static TextPieces of(ChatPrompt prompt) {
        int longest = 0;
        for (ChatMessage message : prompt.messages()) {
            longest += message.content().length() + 1;
        }
        int[] upTo = new int[longest];
        int size = 0;
        int hash = 1;
        for (ChatMessage message : prompt.messages()) {
            hash = 31 * hash + message.role().hashCode();
            upTo[size++] = hash;
            String text = message.content();
            for (int at = 0; at < text.length(); ) {
                int end = end(text, at);
                for (; at < end; at++) {
                    hash = 31 * hash + text.charAt(at);
                }
                upTo[size++] = hash;
            }
        }
        return new TextPieces(Arrays.copyOf(upTo, size), longest);
    }

    int size() {
        return upTo.length;
    }

    long letters() {
        return letters;
    }

    /**
     * Returns the names of the blocks of a prompt.
     *
     * @param tokens its length
     * @param tokensPerPiece the same for all texts that are compared
     * @param blockTokens tokens a block holds
     */
    BlockHashes blocks(int tokens, double tokensPerPiece, int blockTokens) {
        int known = (int) Math.min(tokens, Math.floor(upTo.length * tokensPerPiece));
        int[] stretched = new int[known];
        for (int i = 0; i < known; i++) {
            stretched[i] = upTo[(int) Math.min(upTo.length - 1, i / tokensPerPiece)];
        }
        return BlockHashes.ofTokens(stretched, blockTokens);
    }

    /** A space and the characters or digits after it, or a few other signs. */
    private static int end(String text, int at) {
        int end = text.charAt(at) == ' ' ? at + 1 : at;
        int word = end;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        if (end > word) {
            return end;
        }
        while (end < text.length() && end - at < LONGEST_SIGNS && !Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
