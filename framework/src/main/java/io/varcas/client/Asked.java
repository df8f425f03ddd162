package io.varcas.client;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that its response is held against.
 *
 * @param outputTokens longest output in tokens; 0 if it is not known
 * @param requestBytes length of the request's body; 0 if it is not known
 * @param streamed whether a stream was asked for
 * @param endMarkNeeded whether a response without finish reason and {@code [DONE]} is truncated
 */
public record Asked(int outputTokens, int requestBytes, boolean streamed, boolean endMarkNeeded) {

    /** Nothing is known of the request but that it asked for a stream. */
    public static final Asked UNKNOWN = new Asked(0, 0, true, true);

    /** A prompt of many more tokens than its request has bytes cannot be; templates and system prompts of servers may add these. */
    private static final long TOKENS_OF_TEMPLATES = 65_536;

    /** Tokens of white space are the longest, of some 128 characters. */
    private static final long MOST_BYTES_PER_TOKEN = 1024;

    /** Special tokens of a response, which stand in no text: its end, the marks of reasoning and of tool calls; with room for more. */
    private static final long SPECIAL_TOKENS = 64;

    /**
     * Holds the server's counts against what was asked and what arrived.
     *
     * @param usage the counts
     * @param textBytes bytes of text that arrived
     * @param textChunks chunks with text that arrived
     * @return why they cannot be; null if they can
     */
    @Nullable
    String doubt(Usage usage, long textBytes, int textChunks) {
        int output = usage.completionTokens();
        if (outputTokens > 0 && output > Math.max(outputTokens, Math.max(textBytes, textChunks))) {
            return "usage is not believed: more output tokens than were asked for and than the text can have";
        }
        if (textChunks > 0 && output * MOST_BYTES_PER_TOKEN < textBytes) {
            return "usage is not believed: fewer output tokens than the text must have";
        }
        if (requestBytes > 0 && usage.promptTokens() > requestBytes + TOKENS_OF_TEMPLATES) {
            return "usage is not believed: more prompt tokens than the request can have";
        }
        if (usage.cachedTokens().orElse(0) > usage.promptTokens()) {
            return "usage is not believed: more cached tokens than prompt tokens";
        }
        return null;
    }

    /**
     * Returns what is odd about counts that can be, none of which is a reason to disbelieve them; null if nothing is. A token of a text has
     * a byte at least, but a server may also count tokens that it does not send: a hidden reasoning, or ends that it was told to ignore.
     *
     * @param usage the counts
     * @param textBytes bytes of text that arrived
     * @param textChunks chunks with text that arrived
     */
    @Nullable
    String oddity(Usage usage, long textBytes, int textChunks) {
        return textChunks > 0 && usage.completionTokens() > Math.max(textBytes, textChunks) + SPECIAL_TOKENS
                ? "usage has more output tokens than the text can have: hidden tokens are counted, or the count is wrong"
                : null;
    }
}
