package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The words with which servers end an output. */
final class FinishReasons {

    /** Words that occur in every run; one text each, so that a run does not make one per request. */
    private static final String[] COMMON = {"stop", "length", "tool_calls", "abort", "repetition", "content_filter"};

    private static final byte[][] COMMON_BYTES =
            Arrays.stream(COMMON).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new);

    private FinishReasons() {}

    /** Returns the word in a range of bytes. */
    static String word(byte[] bytes, int from, int to) {
        for (int i = 0; i < COMMON.length; i++) {
            if (Arrays.equals(bytes, from, to, COMMON_BYTES[i], 0, COMMON_BYTES[i].length)) {
                return COMMON[i];
            }
        }
        return new String(bytes, from, to - from, UTF_8);
    }

    /**
     * Returns whether the server gave up on the response instead of ending it: vLLM's {@code abort} and {@code error}.
     */
    static boolean isFailure(String word) {
        return word.equals("abort") || word.equals("error");
    }
}
